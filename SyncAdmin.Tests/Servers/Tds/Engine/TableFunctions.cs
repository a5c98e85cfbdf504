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
            "FN_MY_PERMISSIONS" => (MyPermissions.Columns, Permissions(session, arguments)),
            "DM_EXEC_DESCRIBE_FIRST_RESULT_SET" => (Description.Columns, Description.Rows(session, (string)arguments[0]!, arguments.Count > 1 ? (string?)arguments[1] : null, arguments.Count > 2 && arguments[2] is not (null or 0L or "0"))),
            _ => throw new TdsErrorException(TdsErrors.InvalidObject, $"Invalid object name '{string.Join('.', function.Parts)}'."),
        };

    private static IEnumerable<object?[]> Permissions(EngineSession session, IReadOnlyList<object?> arguments)
    {
        var on = arguments[0] is string name && session.TryFind(Names.Split(name)) is { } table ? $"{table.Schema}.{table.Name}" : null;
        return DatabasePermissions.Where(permission => session.May(permission, on)).Select(permission => SystemViews.Row(arguments[0] as string ?? "database", "", permission));
    }
}
