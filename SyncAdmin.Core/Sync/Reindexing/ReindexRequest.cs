using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>What a re-index shall change. What is null stays as it is; the length of the vectors is the configured model's.</summary>
public sealed record ReindexRequest
{
    /// <summary>How vectors are compared.</summary>
    public Distance? Distance { get; init; }

    /// <summary>HNSW m.</summary>
    public int? HnswM { get; init; }

    /// <summary>HNSW ef_construct.</summary>
    public int? HnswEfConstruct { get; init; }

    /// <summary>The HNSW graph on disk.</summary>
    public bool? HnswOnDisk { get; init; }

    /// <summary>Original vectors on disk.</summary>
    public bool? OnDisk { get; init; }

    /// <summary>Payloads on disk.</summary>
    public bool? OnDiskPayload { get; init; }

    /// <summary>Smaller copies of the vectors.</summary>
    public Quantization? Quantization { get; init; }

    /// <summary>Where an adopted collection stands for itself: the name that it gets instead. Refused for every other.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether it asks for nothing but to go on.</summary>
    internal bool IsEmpty => this == new ReindexRequest();

    internal CollectionSpec Over(CollectionSpec spec, int vectorSize) => spec with
    {
        VectorSize = vectorSize,
        Distance = Distance ?? spec.Distance,
        HnswM = HnswM ?? spec.HnswM,
        HnswEfConstruct = HnswEfConstruct ?? spec.HnswEfConstruct,
        HnswOnDisk = HnswOnDisk ?? spec.HnswOnDisk,
        OnDisk = OnDisk ?? spec.OnDisk,
        OnDiskPayload = OnDiskPayload ?? spec.OnDiskPayload,
        Quantization = Quantization ?? spec.Quantization,
    };
}
