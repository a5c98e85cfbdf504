using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sqlite;

/// <summary>
/// A SQLite file, opened read only. SQLite types belong to values, not to columns: integers come as long, reals as double, texts (dates among
/// them) as string, blobs as byte[].
/// </summary>
internal sealed class SqliteConnector(ConnectorContext context, string path) : SqlConnector(context)
{
    // SQLite runs in our own process, and one hex(printf('%.*c', 500000000, 'x')) would take the memory of all.
    private const int LongestValueBytes = 64 * 1024 * 1024;

    // Not pooled: a pool would keep the file open, and nobody could replace it. Opening takes less than a page.
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
        DefaultTimeout = context.Options.ConnectTimeoutSeconds,
    }.ToString();

    protected override SqlDialect Dialect => SqlDialect.Sqlite;

    protected override string VersionSql => "SELECT 'SQLite ' || sqlite_version()";

    protected override DbConnection Open()
    {
        // Asked at each opening: a link may have been laid since the datasource was made.
        if (SqliteFolders.Refuse(path, Context) is { } refused)
        {
            throw new ProblemException(refused);
        }

        if (!File.Exists(path))
        {
            throw new ProblemException(new Problem(ErrorCatalog.SourceFileMissing, $"There is no file {path}."));
        }

        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_LENGTH, LongestValueBytes);
        return connection;
    }

    protected override void Begin(DbConnection connection) => Execute(connection, "PRAGMA query_only = 1; PRAGMA trusted_schema = 0; BEGIN");

    protected override void End(DbConnection connection)
    {
        // Closing ends a transaction that only read.
    }

    protected override void Interrupt(DbConnection connection) => raw.sqlite3_interrupt(((SqliteConnection)connection).Handle);

    protected override Task<Problem> DiagnoseOpeningAsync(Exception exception, CancellationToken cancellationToken) =>
        Task.FromResult(SqliteDiagnosis.Of(exception, path));

    protected override Problem DiagnoseStatement(Exception exception) => SqliteDiagnosis.Of(exception, path);

    // A column of whole numbers may hold a text, and an expression has no type at all; a column of texts makes every number that it is given one.
    protected override ColumnKind KeyKind(ColumnKind kind) => kind == ColumnKind.Text ? kind : ColumnKind.Any;

    // Numbers come before texts and texts before blobs: minus infinity is less than any value a column can hold.
    protected override object BeforeAll(ColumnKind kind) => double.NegativeInfinity;

    protected override object? BoundCode(ColumnKind kind, string code)
    {
        // A column of whole numbers may hold texts too, just none that looks like a number.
        var number = base.BoundCode(kind, code);
        return number ?? (double.TryParse(code, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : code);
    }

    protected override IReadOnlyList<ResultColumn> Describe(SqlSession session, SqlStatement statement)
    {
        // Prepared and thrown away: ExecuteReader would take the first step, which may materialise a whole GROUP BY.
        var handle = ((SqliteConnection)session.Connection).Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, statement.Text, out var prepared), handle);
        using (prepared)
        {
            List<ResultColumn> columns = [];
            for (var i = 0; i < raw.sqlite3_column_count(prepared); i++)
            {
                var type = raw.sqlite3_column_decltype(prepared, i).utf8_to_string() ?? "";
                var name = raw.sqlite3_column_name(prepared, i).utf8_to_string();
                // SQLite calls the second column "code" of a subquery "code:1", where others refuse it.
                var colon = name.LastIndexOf(':');
                var repeats = colon > 0 && columns.Exists(earlier => earlier.Name.Equals(name[..colon], StringComparison.Ordinal));
                columns.Add(new ResultColumn(repeats ? name[..colon] : name, type, KindOf(type)));
            }

            return columns;
        }
    }

    protected override bool FollowsIndex(SqlSession session, SqlStatement page) =>
        Steps(session, page).TrueForAll(static step => !step.Contains("TEMP B-TREE", StringComparison.Ordinal) && !Materialises(step));

    // Sorting the rows of one change value ("FOR LAST TERM OF ORDER BY") is no more than a page has to.
    protected override bool FollowsChanges(SqlSession session, SqlStatement page) => Steps(session, page).TrueForAll(static step =>
        (!step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.Contains("FOR LAST ", StringComparison.Ordinal)) && !Materialises(step));

    private List<string> Steps(SqlSession session, SqlStatement page)
    {
        List<string> steps = [];
        Stream(session, page with { Text = "EXPLAIN QUERY PLAN " + page.Text }, null, row => steps.Add((string)row[3]!));
        return steps;
    }

    private static bool Materialises(string step) =>
        step.StartsWith("MATERIALIZE", StringComparison.Ordinal) || step.StartsWith("CO-ROUTINE", StringComparison.Ordinal);

    protected override DbCommand Command(SqlSession session, SqlStatement statement, IReadOnlyList<ResultColumn>? columns)
    {
        // 0: no timeout of the driver's, which would only limit the wait for a lock; that is DefaultTimeout's at opening.
        var command = new SqliteCommand(statement.Text, (SqliteConnection)session.Connection);
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.AddWithValue("@" + name, value is ulong large ? large.ToString(CultureInfo.InvariantCulture) : value);
        }

        return command;
    }

    protected override ValueReader ReaderOf(DbDataReader reader, int ordinal) => static (row, i) =>
    {
        var value = row.GetValue(i);
        return value is DBNull ? null : value;
    };

    protected override IReadOnlyList<string> Warnings(SqlSession session) => [];

    protected override IReadOnlyList<SourceTable> Tables(SqlSession session) =>
    [
        .. Rows(session, "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
            .Select(row => new SourceTable(null, (string)row[0]!, row[1] is "view", null)),
    ];

    protected override IReadOnlyList<SourceColumn> Columns(SqlSession session, SourceTable table)
    {
        const string Sql = """
            SELECT c.name, c.type, c."notnull", c.pk,
                   c.pk = 1 OR EXISTS (SELECT 1 FROM pragma_index_list(@table) l, pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = c.name)
            FROM pragma_table_info(@table) c
            ORDER BY c.cid
            """;
        List<SourceColumn> columns = [];
        Stream(session, new SqlStatement(Sql, [new("table", table.Name)]), null, row => columns.Add(new SourceColumn(
            (string)row[0]!, (string)row[1]!, (long)row[2]! == 0 && (long)row[3]! == 0, (long)row[3]! > 0, (long)row[4]! != 0)));
        return columns.Count > 0 ? columns : throw new ProblemException(new Problem(
            ErrorCatalog.QueryTableMissing, $"There is no table or view {SqlName.Quote(table.Name, Dialect)}."));
    }

    // The rules of https://sqlite.org/datatype3.html#determination_of_column_affinity.
    private static ColumnKind KindOf(string type)
    {
        bool Has(string part) => type.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Has("INT") ? ColumnKind.Integer : Has("CHAR") || Has("CLOB") || Has("TEXT") ? ColumnKind.Text : ColumnKind.Other;
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
