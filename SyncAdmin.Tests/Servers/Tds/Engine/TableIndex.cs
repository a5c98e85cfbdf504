namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>An index; the one of the primary key is the first of its table.</summary>
internal sealed record TableIndex(string Name, IReadOnlyList<string> Columns, bool Unique, bool Primary);
