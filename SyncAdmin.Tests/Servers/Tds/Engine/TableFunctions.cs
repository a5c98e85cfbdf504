using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Functions that give rows.</summary>
internal static class TableFunctions
{
    private static readonly string[] DatabasePermissions = ["CONNECT", "SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE", "ALTER", "CONTROL", "CREATE TABLE", "SHOWPLAN", "VIEW DATABASE STATE"];
    private static readonly SystemView MyPermissions = new("entity_name n, subentity_name n, permission_name n", static _ => []);

    internal static (IReadOnlyList<TdsColumn> Columns, IEnumerable<object?[]> Rows) Run(EngineSession session, TableSource.Function function, IReadOnlyList<object?> arguments) =>
        function.Parts[^1].ToUpperInvariant() switch
        {
            "FN_MY_PERMISSIONS" => (MyPermissions.Columns, Rights(session, arguments)),
            "DM_EXEC_DESCRIBE_FIRST_RESULT_SET" => (Description.Columns, Description.Rows(session, (string)arguments[0]!, arguments.Count > 1 ? (string?)arguments[1] : null, arguments.Count > 2 && arguments[2] is not (null or 0L or "0"))),
            _ => throw new TdsErrorException(TdsErrors.InvalidObject, $"Invalid object name '{string.Join('.', function.Parts)}'."),
        };

    private static IEnumerable<object?[]> Rights(EngineSession session, IReadOnlyList<object?> arguments)
    {
        if (arguments[0] is not string name)
        {
            return DatabasePermissions.Where(permission => session.May(permission, Permissions.WholeDatabase)).Select(permission => SystemViews.Row("database", "", permission));
        }

        if (session.TryFind(Names.Split(name)) is not { } table)
        {
            return [];
        }

        // Those on the whole table, then those on each of its columns.
        var parts = table.Columns.Select(column => (column.Name, On: $"{table.FullName}.{column.Name}")).Prepend((Name: "", On: table.FullName));
        return parts.SelectMany(part => EngineSession.RightsOnTables.Where(right => session.May(right, part.On)).Select(right => SystemViews.Row(name, part.Name, right)));
    }
}
