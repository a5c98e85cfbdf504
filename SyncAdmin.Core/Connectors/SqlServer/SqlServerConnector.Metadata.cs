using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <content>What the server tells about itself, its tables and this login.</content>
internal sealed partial class SqlServerConnector
{
    private const int ShownTables = 20;
    private static readonly string[] Rights = ["INSERT", "UPDATE", "DELETE", "ALTER"];

    protected override IReadOnlyList<string> Warnings(SqlSession session)
    {
        List<string> warnings = [];
        if (_settings.Tls is TlsMode.Prefer or TlsMode.Require)
        {
            warnings.Add(
                "The connection is encrypted, but the server's certificate is not checked: somebody between could pose as the server. "
                + "Set tls to verify, with serverCertificate when the server signed its own.");
        }

        if (Rows(session, SqlServerStatements.Updateability) is [["READ_ONLY"]])
        {
            warnings.Add(
                "This database is read only. If it is the readable copy of another, an incremental sync by a rowversion may miss what was under way there; "
                + "the next full sync finds it.");
        }

        return warnings;
    }

    protected override IReadOnlyList<SourceTable> Tables(SqlSession session) =>
    [
        .. Rows(session, SqlServerStatements.Tables)
            .Select(row => new SourceTable((string)row[0]!, (string)row[1]!, row[2] is 1L, row[3] is long rows ? rows : null)),
    ];

    protected override IReadOnlyList<SourceColumn> Columns(SqlSession session, SourceTable table)
    {
        var name = SqlName.Quote(table.Schema, table.Name, Dialect);
        List<SourceColumn> columns = [];
        Stream(session, new SqlStatement(SqlServerStatements.Columns, [new("name", name)]), null, row => columns.Add(new SourceColumn(
            (string)row[0]!, SqlServerType.Of((string)row[1]!, (long)row[2]!, (long)row[3]!, (long)row[4]!).ToString(), row[5] is true, row[6] is 1L, row[7] is 1L)));
        return columns.Count > 0 ? columns : throw new ProblemException(new Problem(
            ErrorCatalog.QueryTableMissing, $"There is no table or view {name} that this login can read."));
    }

    protected override IReadOnlyList<string> RightsToWrite(SqlSession session)
    {
        var roles = Rows(session, SqlServerStatements.Roles)[0];
        if (roles[0] is 1L)
        {
            return ["everything on the server (sysadmin)"];
        }

        if (roles[1] is 1L)
        {
            return [$"everything on database {_settings.Database} (db_owner)"];
        }

        List<string> found = [];
        var database = Rows(session, SqlServerStatements.DatabaseRights).Select(row => (string)row[0]!).Where(Writes).ToList();
        if (database.Count > 0)
        {
            var role = roles[2] is 1L ? " (db_datawriter)" : roles[3] is 1L ? " (db_ddladmin)" : "";
            found.Add($"{string.Join(", ", database)} on database {_settings.Database}{role}");
        }

        // What holds for the whole database is not said again for each of its tables.
        var left = Rights.Except(database, StringComparer.Ordinal).ToArray();
        var tables = Rows(session, SqlServerStatements.TableRights)
            .Select(row => (Table: $"{row[0]}.{row[1]}", May: Rights.Where((_, i) => row[2 + i] is 1L).Intersect(left, StringComparer.Ordinal).ToList()))
            .Where(table => table.May.Count > 0)
            .ToList();
        found.AddRange(tables.Take(ShownTables).Select(table => $"{string.Join(", ", table.May)} on {table.Table}"));
        return tables.Count > ShownTables ? [.. found, "and on more tables"] : found;
    }

    private static bool Writes(string right) =>
        right is "INSERT" or "UPDATE" or "DELETE" or "EXECUTE" or "CONTROL" or "TAKE OWNERSHIP"
        || right.StartsWith("ALTER", StringComparison.Ordinal)
        || (right.StartsWith("CREATE ", StringComparison.Ordinal) && right is not "CREATE DATABASE DDL EVENT NOTIFICATION");
}
