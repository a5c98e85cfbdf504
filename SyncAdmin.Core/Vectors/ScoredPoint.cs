namespace SyncAdmin.Core.Vectors;

/// <summary>A point found by a query.</summary>
/// <param name="Id">The point.</param>
/// <param name="Score">Similarity (or distance, for Euclid and Manhattan).</param>
/// <param name="Payload">A JSON object in UTF-8; empty when it was not asked for.</param>
public sealed record ScoredPoint(Guid Id, float Score, ReadOnlyMemory<byte> Payload);
