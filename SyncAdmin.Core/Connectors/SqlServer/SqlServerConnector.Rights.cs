using SyncAdmin.Core.Connectors.Sql;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <content>What the login may write.</content>
internal sealed partial class SqlServerConnector
{
    private const int ShownTables = 20;
    private static readonly string[] Rights = ["INSERT", "UPDATE", "DELETE", "ALTER"];

    protected override string ReadOnlyLoginSql =>
        $"CREATE LOGIN syncadmin_reader WITH PASSWORD = N'…'; USE {SqlName.Quote(_settings.Database, Dialect)}; CREATE USER syncadmin_reader FOR LOGIN syncadmin_reader; "
        + "ALTER ROLE db_datareader ADD MEMBER syncadmin_reader;";

    protected override IReadOnlyList<string> WriteRights(SqlSession session)
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
