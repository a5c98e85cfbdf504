using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>A collection that datasources feed and people search. Table <c>collections</c>. Its name is an alias of its physical collection, or an adopted collection's own name.</summary>
public sealed class Collection
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>What everybody calls it; unique.</summary>
    public required string Name { get; init; }

    /// <summary><c>name__v1</c>, <c>name__v2</c> …; an adopted collection keeps its own name. Never used twice.</summary>
    public required string PhysicalName { get; set; }

    /// <summary>Counts the physical collections that the name has had, deleted ones too.</summary>
    public int Version { get; set; }

    /// <summary>Length of a vector.</summary>
    public int VectorSize { get; set; }

    /// <summary>How vectors are compared.</summary>
    public Distance Distance { get; set; }

    /// <summary>HNSW m; null: the server's default.</summary>
    public int? HnswM { get; set; }

    /// <summary>HNSW ef_construct; null: the server's default.</summary>
    public int? HnswEfConstruct { get; set; }

    /// <summary>The HNSW graph on disk; null: the server's default.</summary>
    public bool? HnswOnDisk { get; set; }

    /// <summary>Original vectors on disk; null: the server's default.</summary>
    public bool? OnDisk { get; set; }

    /// <summary>Payloads on disk; null: the server's default.</summary>
    public bool? OnDiskPayload { get; set; }

    /// <summary>How the smaller copies of vectors are made; null: there are none.</summary>
    public QuantizationKind? QuantizationKind { get; set; }

    /// <summary>Scalar quantization only: share of values within the int8 range; null: the server's default.</summary>
    public double? QuantizationQuantile { get; set; }

    /// <summary>Whether the smaller copies stay in memory; null: the server's default.</summary>
    public bool? QuantizationAlwaysRam { get; set; }

    /// <summary>Found in the store, not made by us: it keeps its physical name, and points without <c>_sync</c> are never touched.</summary>
    public bool Adopted { get; set; }

    /// <summary>Fingerprint of the embedding model, see <see cref="Models.ModelFingerprint"/>; null until the first sync, or until a person states it.</summary>
    public string? EmbeddingProvider { get; set; }

    /// <summary>Model id.</summary>
    public string? EmbeddingModel { get; set; }

    /// <summary>Length of the model's vectors.</summary>
    public int? EmbeddingDimensions { get; set; }

    /// <summary>Version of our way to prepare a text.</summary>
    public int? EmbeddingPrefixVersion { get; set; }

    /// <summary>Nobody said of which model the points of an adopted collection are: the first sync's was taken for it.</summary>
    public bool EmbeddingAssumed { get; set; }

    /// <summary>Points when they were last counted, see <see cref="CountedAt"/>: what is shown while the store does not answer.</summary>
    public long? TotalPoints { get; set; }

    /// <summary>When <see cref="TotalPoints"/> was counted: at the end of a sync, and when it was adopted.</summary>
    public DateTimeOffset? CountedAt { get; set; }

    /// <summary>The datasource whose sync completed last.</summary>
    public Guid? DatasourceId { get; set; }

    /// <summary>When a sync last completed into it.</summary>
    public DateTimeOffset? LastSyncedAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
