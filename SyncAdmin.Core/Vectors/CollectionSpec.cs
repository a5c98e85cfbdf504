namespace SyncAdmin.Core.Vectors;

/// <summary>How a physical collection is made. What is null is left to the server. The embedded store is exact and in memory: it keeps the options of the index and of memory, and needs none.</summary>
/// <param name="VectorSize">1 to 65,536.</param>
/// <param name="Distance">How vectors are compared.</param>
/// <param name="HnswM">Edges per node of the HNSW graph.</param>
/// <param name="HnswEfConstruct">Neighbours considered while building.</param>
public sealed record CollectionSpec(int VectorSize, Distance Distance = Distance.Cosine, int? HnswM = null, int? HnswEfConstruct = null)
{
    /// <summary>Original vectors on disk instead of in memory (Qdrant <c>vectors.on_disk</c>).</summary>
    public bool? OnDisk { get; init; }

    /// <summary>The HNSW graph on disk (Qdrant <c>hnsw_config.on_disk</c>).</summary>
    public bool? HnswOnDisk { get; init; }

    /// <summary>Payloads on disk (Qdrant <c>on_disk_payload</c>).</summary>
    public bool? OnDiskPayload { get; init; }

    /// <summary>A smaller copy of the vectors for the first pass of a search; null: none.</summary>
    public Quantization? Quantization { get; init; }
}
