namespace SyncAdmin.Core.Vectors;

/// <summary>A search by vector.</summary>
/// <param name="Vector">As long as the collection's vector size.</param>
/// <param name="Limit">1 to 1,000.</param>
/// <param name="Filter">Only points that pass; null: all.</param>
/// <param name="ScoreThreshold">Only points at least this good; null: all.</param>
public sealed record VectorQuery(ReadOnlyMemory<float> Vector, int Limit, Filter? Filter = null, float? ScoreThreshold = null);
