using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>A piece of SQLite's SQL, with the T-SQL type of what it gives.</summary>
/// <param name="Sql">For SQLite.</param>
/// <param name="Type">In T-SQL.</param>
/// <param name="Nullable">May be NULL.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Origin">As of <see cref="TdsColumn"/>.</param>
internal readonly record struct Typed(
    string Sql, TdsType Type, bool Nullable = true, TypedSource Source = TypedSource.Computed, (string Schema, string Table, string Column)? Origin = null);
