namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>A column of a result.</summary>
/// <param name="Name">Empty when it has none.</param>
/// <param name="Type">Declared.</param>
/// <param name="Nullable">May hold NULL.</param>
/// <param name="Identity">Counts by itself.</param>
/// <param name="Origin">Table and column that it is; null when it is computed.</param>
internal sealed record TdsColumn(string Name, TdsType Type, bool Nullable = true, bool Identity = false, (string Schema, string Table, string Column)? Origin = null);
