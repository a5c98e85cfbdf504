using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>What one statement gives.</summary>
/// <param name="Command">Which statement it was.</param>
/// <param name="Columns">Null when it has no rows.</param>
/// <param name="Rows">Values in the forms of <see cref="ValueWriter"/>.</param>
/// <param name="Affected">Rows written; null when it writes none.</param>
internal sealed record TdsResult(DoneCommand Command, IReadOnlyList<TdsColumn>? Columns, IEnumerable<object?[]> Rows, long? Affected)
{
    /// <summary>A statement without rows.</summary>
    internal static TdsResult Of(DoneCommand command, long? affected = null) => new(command, null, [], affected);

    internal static TdsResult Of(IReadOnlyList<TdsColumn> columns, IEnumerable<object?[]> rows) => new(DoneCommand.Select, columns, rows, null);
}
