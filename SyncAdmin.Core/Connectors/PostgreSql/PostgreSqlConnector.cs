using System.Data;
using System.Data.Common;
using System.Globalization;
using Npgsql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.PostgreSql;

/// <summary>
/// PostgreSQL. Documented choices: numeric beyond System.Decimal, NaN, interval, arrays, enums, ranges and types of extensions come as the text
/// that the server writes; timestamptz in UTC, timestamp without a zone.
/// </summary>
internal sealed partial class PostgreSqlConnector : SqlConnector
{
    private readonly ServerSettings _settings;
    private readonly NpgsqlDataSource _source;

    internal PostgreSqlConnector(ConnectorContext context, ServerSettings settings)
        : base(context)
    {
        _settings = settings;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = settings.Host,
            Port = settings.Port,
            Database = settings.Database,
            Username = settings.Username,
            Password = settings.Password,
            SslMode = settings.Tls switch
            {
                TlsMode.Off => SslMode.Disable,
                TlsMode.Require => SslMode.Require,
                TlsMode.Verify => SslMode.VerifyFull,
                _ => SslMode.Prefer,
            },
            RootCertificate = settings.CertificateAuthority,
            GssEncryptionMode = GssEncryptionMode.Disable,
            Passfile = "/dev/null",
            ApplicationName = "SyncAdmin",
            MaxPoolSize = context.Options.MaxConnections,
            Timeout = context.Options.ConnectTimeoutSeconds,
            CommandTimeout = DriverTimeoutSeconds,
            KeepAlive = 30,
        });
    }

    protected override SqlDialect Dialect => SqlDialect.PostgreSql;

    protected override string VersionSql => "SELECT 'PostgreSQL ' || current_setting('server_version')";

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override DbConnection Open() => _source.OpenConnection();

    // A statement left behind by a process that died ends by itself; ours are stopped by the caller's token long before.
    protected override void Begin(DbConnection connection) => Run(connection, string.Create(
        CultureInfo.InvariantCulture,
        $"BEGIN READ ONLY; SET LOCAL statement_timeout = '{DriverTimeoutSeconds}s'; SET LOCAL standard_conforming_strings = on; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'"));

    protected override void End(DbConnection connection)
    {
        try
        {
            Run(connection, "ROLLBACK");
        }
        catch (Exception exception) when (IsDrivers(exception))
        {
            // The driver takes a broken connection out of its pool by itself, and resets the others before it hands them out.
        }
    }

    // A second connection asks for it: a login may always cancel its own statements.
    protected override void Interrupt(DbConnection connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(_source.ConnectionString) { Password = _settings.Password, Pooling = false, Timeout = 3 };
        using var second = new NpgsqlConnection(settings.ConnectionString);
        second.Open();
        Run(second, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_cancel_backend({((NpgsqlConnection)connection).ProcessID})"));
    }

    protected override DbCommand Command(SqlSession session, SqlStatement statement, IReadOnlyList<ResultColumn>? columns)
    {
        var command = NewCommand(session, statement);
        command.UnknownResultTypeList = [.. (columns ?? Describe(session, statement)).Select(column => !PostgreSqlValues.IsBinary(column.Type))];
        return command;
    }

    protected override ValueReader ReaderOf(DbDataReader reader, int ordinal) => PostgreSqlValues.ReaderOf((NpgsqlDataReader)reader, ordinal);

    protected override IReadOnlyList<ResultColumn> Describe(SqlSession session, SqlStatement statement)
    {
        using var command = NewCommand(session, statement);
        using var reader = command.ExecuteReader(CommandBehavior.SchemaOnly);
        return
        [
            .. Enumerable.Range(0, reader.FieldCount)
                .Select(i => (Name: reader.GetName(i), Type: reader.GetPostgresType(i).DisplayName))
                .Select(column => new ResultColumn(column.Name, column.Type, PostgreSqlValues.KindOf(column.Type))),
        ];
    }

    protected override bool FollowsIndex(SqlSession session, SqlStatement page) => Steps(session, page).TrueForAll(static step =>
        !step.Contains("Sort", StringComparison.Ordinal) && !step.Contains("Materialize", StringComparison.Ordinal));

    // An incremental sort has the rows of one change value in memory at a time.
    protected override bool FollowsChanges(SqlSession session, SqlStatement page) => Steps(session, page).TrueForAll(static step =>
        step is not "Sort" && !step.Contains("Materialize", StringComparison.Ordinal));

    // With the sort out of the planner's reach, one that is still in the plan shows that no index gives this order.
    private List<string> Steps(SqlSession session, SqlStatement page)
    {
        BeforePage(session);
        List<string> steps = [];
        Stream(session, page with { Text = "EXPLAIN (COSTS OFF) " + page.Text }, null, row => steps.Add(((string)row[0]!).TrimStart(' ', '-', '>')));
        return steps;
    }

    // Estimates of a table that nobody analysed must not turn each page into a scan and a sort of all rows.
    protected override void BeforePage(SqlSession session) => Run(session.Connection, "SET LOCAL enable_sort = off");

    protected override Problem DiagnoseStatement(Exception exception) => PostgreSqlDiagnosis.OfStatement(exception);

    protected override async Task<Problem> DiagnoseOpeningAsync(Exception exception, CancellationToken cancellationToken) =>
        PostgreSqlDiagnosis.OfServersAnswer(exception, _settings)
        ?? await NetworkProbe.CheckAsync(_settings.Host, _settings.Port, TimeSpan.FromSeconds(Context.Options.ConnectTimeoutSeconds), Context.Time, cancellationToken)
        ?? PostgreSqlDiagnosis.OfOpening(exception, _settings);

    private static NpgsqlCommand NewCommand(SqlSession session, SqlStatement statement)
    {
        var (text, values) = PostgreSqlParameters.Positional(statement);
        var command = new NpgsqlCommand(text, (NpgsqlConnection)session.Connection);
        command.Parameters.AddRange(values.Select(PostgreSqlParameters.Bound).ToArray());
        return command;
    }

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
