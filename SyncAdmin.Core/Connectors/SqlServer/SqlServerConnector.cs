using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary>
/// SQL Server and Azure SQL. Documented choices: decimals that System.Decimal can't hold come as text; datetimeoffset in UTC, the other moments without a
/// zone; rowversion is 8 bytes; char keeps its trailing blanks; xml is text; sql_variant comes as the type that each value has. Keys go back as
/// parameters of their column's own type, so that the server compares and orders them (uniqueidentifier has an order of its own, collations ignore
/// case). A rowversion is bounded by the transactions of the database that the connection is in.
/// </summary>
internal sealed partial class SqlServerConnector : SqlConnector
{
    // A writer that holds its locks for longer is a night's batch: the job waits and tries again.
    private const int LongestLockSeconds = 30;
    private readonly ServerSettings _settings;
    private readonly string _connectionString;
    private readonly string _begin;
    private readonly ConcurrentDictionary<DbConnection, SqlCommand> _commands = new(ReferenceEqualityComparer.Instance);
    private volatile bool _reached;

    internal SqlServerConnector(ConnectorContext context, ServerSettings settings)
        : base(context)
    {
        _settings = settings;
        _connectionString = ConnectionString(settings, context.Options, DriverTimeoutSeconds);
        _begin = SqlServerStatements.Begin(Math.Min(LongestLockSeconds, context.Options.StatementTimeoutSeconds));
    }

    protected override SqlDialect Dialect => SqlDialect.SqlServer;

    // T-SQL pads the shorter text before it compares.
    protected override bool TellsBlanks(ColumnKind kind) => false;

    protected override string VersionSql => SqlServerStatements.Version;

    // The server takes 2,100, of which sp_executesql needs two, and the query's placeholders some.
    protected override int MostParameters => 2_000;

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqlConnection(_connectionString))
        {
            SqlConnection.ClearPool(connection);
        }

        return base.DisposeAsync();
    }

    /// <summary>How a connection is asked for; the pool is bound to this text.</summary>
    internal static string ConnectionString(ServerSettings settings, ConnectorOptions options, int driverTimeoutSeconds) => new SqlConnectionStringBuilder
    {
        DataSource = settings.Port > 0
            ? string.Create(CultureInfo.InvariantCulture, $"tcp:{settings.Host},{settings.Port}")
            : $"tcp:{settings.Host}\\{settings.Instance}",
        InitialCatalog = settings.Database,
        UserID = settings.Username,
        Password = settings.Password,
        // Every server has a certificate, if only one that it signed itself: there is no reason to fall back to an open connection.
        Encrypt = settings.Tls == TlsMode.Off ? SqlConnectionEncryptOption.Optional : SqlConnectionEncryptOption.Mandatory,
        TrustServerCertificate = settings.Tls != TlsMode.Verify,
        ServerCertificate = settings.ServerCertificate ?? "",
        ApplicationIntent = ApplicationIntent.ReadOnly,
        ApplicationName = "SyncAdmin",
        MaxPoolSize = options.MaxConnections,
        ConnectTimeout = options.ConnectTimeoutSeconds,
        CommandTimeout = driverTimeoutSeconds,
        // A refused login is not to be refused to the next one as well, who may have another password by then.
        PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock,
        // A broken connection is replaced by us, at the start of a piece of work only.
        ConnectRetryCount = 0,
        Enlist = false,
    }.ConnectionString;

    // The driver tries a closed port again and again until its time is over, and resolves an unknown name as often.
    protected override async Task ReachAsync(CancellationToken cancellationToken)
    {
        if (!_reached && await ProbeAsync(cancellationToken) is { } problem)
        {
            throw new ProblemException(problem);
        }
    }

    protected override DbConnection Open()
    {
        var connection = new SqlConnection(_connectionString);
        try
        {
            connection.Open();
            _reached = true;
            return connection;
        }
        catch
        {
            _reached = false;
            connection.Dispose();
            throw;
        }
    }

    protected override void Begin(DbConnection connection) => Run(connection, _begin);

    protected override void End(DbConnection connection)
    {
        _commands.TryRemove(connection, out _);
        try
        {
            Run(connection, SqlServerStatements.End);
        }
        catch (Exception exception) when (IsDrivers(exception))
        {
            // A broken connection leaves the pool by itself; the others are reset before they are used again, which rolls back as well.
        }
    }

    // An attention on the same connection, which the driver sends while another thread waits for rows.
    protected override void Interrupt(DbConnection connection)
    {
        if (_commands.TryGetValue(connection, out var command))
        {
            command.Cancel();
        }
    }

    protected override DbCommand Command(SqlSession session, SqlStatement statement, IReadOnlyList<ResultColumn>? columns)
    {
        var command = new SqlCommand(statement.Text, (SqlConnection)session.Connection);
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.Add(SqlServerParameters.Bound(name, value, statement.Plan?.ColumnOf(name)));
        }

        return Interruptible(command);
    }

    protected override ValueReader ReaderOf(DbDataReader reader, int ordinal) => SqlServerValues.ReaderOf((SqlDataReader)reader, ordinal);

    protected override Problem DiagnoseStatement(Exception exception) => SqlServerDiagnosis.OfStatement(exception);

    protected override async Task<Problem> DiagnoseOpeningAsync(Exception exception, CancellationToken cancellationToken) =>
        SqlServerDiagnosis.OfServersAnswer(exception, _settings)
        ?? await ProbeAsync(cancellationToken)
        ?? SqlServerDiagnosis.OfOpening(exception, _settings);

    private Task<Problem?> ProbeAsync(CancellationToken cancellationToken) => NetworkProbe.CheckAsync(
        _settings.Host, _settings.Port, TimeSpan.FromSeconds(Context.Options.ConnectTimeoutSeconds), Context.Time, cancellationToken);

    private SqlCommand Interruptible(SqlCommand command)
    {
        _commands[command.Connection] = command;
        return command;
    }

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
