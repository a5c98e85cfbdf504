namespace SyncAdmin.Core.Connectors;

/// <summary>A table or view that the login can read.</summary>
/// <param name="Schema">Null where the source has none.</param>
/// <param name="Name">Without quotes.</param>
/// <param name="IsView">True for a view.</param>
/// <param name="EstimatedRows">From the source's statistics; null when unknown. Never a count.</param>
public sealed record SourceTable(string? Schema, string Name, bool IsView, long? EstimatedRows);
