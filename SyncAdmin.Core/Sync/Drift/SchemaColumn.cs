namespace SyncAdmin.Core.Sync.Drift;

/// <summary>A column of the query's result.</summary>
/// <param name="Name">As the source spells it.</param>
/// <param name="Type">The source's own type name.</param>
/// <param name="Kind">Sort of values: <c>integer</c>, <c>text</c>, <c>moment</c> … A type that changes within its kind is no drift.</param>
public sealed record SchemaColumn(string Name, string Type, string Kind);
