namespace SyncAdmin.Core.Connectors;

/// <summary>A column of a query's result, found without running it.</summary>
/// <param name="Name">As the result spells it.</param>
/// <param name="Type">The source's type name; empty when it has none.</param>
/// <param name="Kind">Sort of values.</param>
internal sealed record ResultColumn(string Name, string Type, ColumnKind Kind);
