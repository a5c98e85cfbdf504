namespace SyncAdmin.Core.Vectors;

/// <summary>How a physical collection is made.</summary>
/// <param name="VectorSize">1 to 65,536.</param>
/// <param name="Distance">How vectors are compared.</param>
/// <param name="HnswM">Edges per node of the HNSW graph; null: the server's default. The embedded store is exact and keeps it only.</param>
/// <param name="HnswEfConstruct">Neighbours considered while building; null: the server's default.</param>
public sealed record CollectionSpec(int VectorSize, Distance Distance = Distance.Cosine, int? HnswM = null, int? HnswEfConstruct = null);
