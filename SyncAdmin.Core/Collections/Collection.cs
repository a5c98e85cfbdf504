using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>A collection that datasources feed and people search. Table <c>collections</c>. Its name is an alias of its physical collection.</summary>
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

    /// <summary>Fingerprint of the embedding model, see <see cref="Models.ModelFingerprint"/>; null until the first sync.</summary>
    public string? EmbeddingProvider { get; set; }

    /// <summary>Model id.</summary>
    public string? EmbeddingModel { get; set; }

    /// <summary>Length of the model's vectors.</summary>
    public int? EmbeddingDimensions { get; set; }

    /// <summary>Version of our way to prepare a text.</summary>
    public int? EmbeddingPrefixVersion { get; set; }

    /// <summary>When a sync last completed into it.</summary>
    public DateTimeOffset? LastSyncedAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
