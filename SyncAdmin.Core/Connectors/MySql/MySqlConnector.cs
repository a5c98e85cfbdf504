using System.Data.Common;
using System.Globalization;
using MySql.Data.MySqlClient;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.MySql;

/// <summary>
/// MySQL and MariaDB. Documented choices: tinyint(1) is a number, as the source says; zero dates (0000-00-00) are NULL; TIMESTAMP comes in UTC,
/// DATETIME without a zone; binary(16) is binary; decimals that System.Decimal can't hold come as text.
/// </summary>
internal sealed partial class MySqlConnector : SqlConnector
{
    // A session of our own: without it a server's default could turn "x" into a name or \' into the end of a string (the guard reads the
    // query by these rules), and a TIMESTAMP into a local time that comes twice on the last Sunday of October.
    private const string SessionSql = "SET SESSION sql_mode = '', time_zone = '+00:00'";
    private readonly ServerSettings _settings;
    private readonly string _connectionString;
    private readonly string _killerConnectionString;

    internal MySqlConnector(ConnectorContext context, ServerSettings settings)
        : base(context)
    {
        _settings = settings;
        var builder = new MySqlConnectionStringBuilder
        {
            Server = settings.Host,
            Port = (uint)settings.Port,
            Database = settings.Database,
            UserID = settings.Username,
            Password = settings.Password,
            CharacterSet = "utf8mb4",
            SslMode = settings.Tls switch
            {
                TlsMode.Off => MySqlSslMode.Disabled,
                TlsMode.Require => MySqlSslMode.Required,
                TlsMode.Verify => MySqlSslMode.VerifyFull,
                _ => MySqlSslMode.Preferred,
            },
            AllowLoadLocalInfile = false,
            AllowBatch = false,
            AllowPublicKeyRetrieval = settings.Tls is TlsMode.Prefer or TlsMode.Off,
            TreatTinyAsBoolean = false,
            OldGuids = true,
            ConvertZeroDateTime = true,
            MaximumPoolSize = (uint)context.Options.MaxConnections,
            ConnectionTimeout = (uint)context.Options.ConnectTimeoutSeconds,
            DefaultCommandTimeout = (uint)DriverTimeoutSeconds,
        };
        _connectionString = builder.ConnectionString;
        builder.Pooling = false;
        builder.ConnectionTimeout = 3;
        _killerConnectionString = builder.ConnectionString;
    }

    protected override SqlDialect Dialect => SqlDialect.MySql;

    protected override string VersionSql => "SELECT CONCAT(IF(LOCATE('MariaDB', VERSION()) > 0, 'MariaDB ', 'MySQL '), VERSION())";

    public override ValueTask DisposeAsync()
    {
        using (var connection = new MySqlConnection(_connectionString))
        {
            MySqlConnection.ClearPool(connection);
        }

        return base.DisposeAsync();
    }

    protected override DbConnection Open()
    {
        var connection = new MySqlConnection(_connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override void Begin(DbConnection connection)
    {
        Run(connection, SessionSql);
        Run(connection, "START TRANSACTION READ ONLY");
    }

    protected override void End(DbConnection connection)
    {
        try
        {
            Run(connection, "ROLLBACK");
        }
        catch (Exception exception) when (IsDrivers(exception))
        {
            // Broken, or a stop that came late hit this statement: either way the connection must not be used again.
            MySqlConnection.ClearPool((MySqlConnection)connection);
        }
    }

    // The driver ignores tokens, and its Cancel makes its reader fail on a null: KILL QUERY from a second connection is what works.
    protected override void Interrupt(DbConnection connection)
    {
        using var killer = new MySqlConnection(_killerConnectionString);
        killer.Open();
        Run(killer, string.Create(CultureInfo.InvariantCulture, $"KILL QUERY {((MySqlConnection)connection).ServerThread}"));
    }

    protected override DbCommand Command(SqlSession session, SqlStatement statement, IReadOnlyList<ResultColumn>? columns)
    {
        var command = new MySqlCommand(statement.Text, (MySqlConnection)session.Connection);
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.AddWithValue("@" + name, MySqlValues.ToParameter(value));
        }

        return command;
    }

    protected override DbDataReader Execute(DbCommand command) =>
        // Killed before its first row, the driver gives no reader instead of an error.
        command.ExecuteReader() ?? throw new OperationCanceledException("The statement was killed on the server.");

    protected override ValueReader ReaderOf(DbDataReader reader, int ordinal) => MySqlValues.ReaderOf((MySqlDataReader)reader, ordinal);

    protected override IReadOnlyList<ResultColumn> Describe(SqlSession session, SqlStatement statement)
    {
        using var command = Command(session, statement, null);
        using var reader = (MySqlDataReader)Execute(command);
        return
        [
            .. Enumerable.Range(0, reader.FieldCount).Select(i => new ResultColumn(
                reader.GetName(i), MySqlValues.TypeName(reader, i), MySqlValues.KindOf(reader, i))),
        ];
    }

    protected override bool FollowsIndex(SqlSession session, SqlStatement page)
    {
        var (follows, tables) = Explain(session, page);
        if (follows || tables > 1)
        {
            return follows;
        }

        // A table of some thousand rows is cheaper to sort than to follow; asked for one row, the planner tells whether it could.
        SqlStatement one = new(page.Text, [.. page.Parameters.Where(parameter => parameter.Key is not "n"), new("n", 1L)]);
        return Explain(session, one).Follows;
    }

    // 0000-00-00 is not NULL to the server, but to us.
    protected override ChangePosition? BeforeAllChanges(QueryPlan plan) =>
        plan.Change.Kind == ColumnKind.Moment ? new ChangePosition(BeforeAll(ColumnKind.Moment)) : null;

    private (bool Follows, int Tables) Explain(SqlSession session, SqlStatement page)
    {
        var (follows, tables) = (true, 0);
        using var command = Command(session, page with { Text = "EXPLAIN " + page.Text }, null);
        using var reader = Execute(command);
        for (; reader.Read(); tables++)
        {
            var extra = Text("Extra");
            follows &= !Text("table").StartsWith("<derived", StringComparison.Ordinal)
                && !Text("select_type").Contains("DERIVED", StringComparison.Ordinal)
                && !extra.Contains("Using filesort", StringComparison.Ordinal)
                && !extra.Contains("Using temporary", StringComparison.Ordinal);
        }

        return (follows, tables);

        string Text(string column) => reader[column] as string ?? "";
    }

    protected override Problem DiagnoseStatement(Exception exception) => MySqlDiagnosis.OfStatement(exception);

    protected override async Task<Problem> DiagnoseOpeningAsync(Exception exception, CancellationToken cancellationToken) =>
        MySqlDiagnosis.OfServersAnswer(exception, _settings)
        ?? await NetworkProbe.CheckAsync(_settings.Host, _settings.Port, TimeSpan.FromSeconds(Context.Options.ConnectTimeoutSeconds), Context.Time, cancellationToken)
        ?? MySqlDiagnosis.OfOpening(exception, _settings);

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
