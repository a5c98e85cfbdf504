namespace SyncAdmin.Core.Connectors;

/// <summary>A column of a table or of a query's result.</summary>
/// <param name="Name">As the source spells it.</param>
/// <param name="Type">The source's own type name, for people.</param>
/// <param name="Nullable">Null when the source does not say.</param>
/// <param name="PrimaryKey">Part of the table's primary key (tables only).</param>
/// <param name="Indexed">Leads an index (tables only).</param>
public sealed record SourceColumn(string Name, string Type, bool? Nullable = null, bool PrimaryKey = false, bool Indexed = false)
{
    /// <summary>Sort of values as a key has them; only in columns of a query's result.</summary>
    internal ColumnKind Kind { get; init; }
}
