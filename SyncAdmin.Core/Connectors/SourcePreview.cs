namespace SyncAdmin.Core.Connectors;

/// <summary>The first rows of a query and how many there are in all.</summary>
/// <param name="Columns">Of the result.</param>
/// <param name="Rows">At most as many as asked for, in key order; texts over 100,000 characters are cut, and binary values over 64 KiB are only told by their size.</param>
/// <param name="Total">Exact count of the whole result; null when counting took longer than the connector allows.</param>
public sealed record SourcePreview(IReadOnlyList<SourceColumn> Columns, IReadOnlyList<object?[]> Rows, long? Total);
