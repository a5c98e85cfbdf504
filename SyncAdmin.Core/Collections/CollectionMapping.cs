using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>The forms that a collection's row takes outside.</summary>
internal static class CollectionMapping
{
    /// <summary>The model that its vectors are of; null until the first sync.</summary>
    internal static ModelFingerprint? Fingerprint(this Collection collection) =>
        collection is { EmbeddingProvider: { } provider, EmbeddingModel: { } model, EmbeddingDimensions: { } dimensions, EmbeddingPrefixVersion: { } version }
            ? new ModelFingerprint(provider, model, dimensions, version)
            : null;

    /// <summary>Why this model's vectors can't meet the collection's.</summary>
    internal static Problem RefusalOf(this Collection collection, ModelFingerprint fingerprint) => new(
        ErrorCatalog.CollectionOfAnotherModel,
        $"Collection '{collection.Name}' holds vectors of {collection.Fingerprint()?.ToString() ?? $"{collection.VectorSize} numbers"}; the configured model is {fingerprint}.");

    internal static CollectionSpec Spec(this Collection collection) =>
        new(collection.VectorSize, collection.Distance, collection.HnswM, collection.HnswEfConstruct)
        {
            HnswOnDisk = collection.HnswOnDisk,
            OnDisk = collection.OnDisk,
            OnDiskPayload = collection.OnDiskPayload,
            Quantization = collection.QuantizationKind is { } kind ? new Quantization(kind, collection.QuantizationAlwaysRam, collection.QuantizationQuantile) : null,
        };

    /// <summary>A new row: of this shape, its counters empty.</summary>
    internal static Collection NewRow(string name, string physicalName, int version, CollectionSpec spec, ModelFingerprint? fingerprint, DateTimeOffset now) =>
        NewRow(RowId.New(now), name, physicalName, version, spec, fingerprint, now);

    internal static Collection NewRow(Guid id, string name, string physicalName, int version, CollectionSpec spec, ModelFingerprint? fingerprint, DateTimeOffset now) => new()
    {
        Id = id,
        Name = name,
        PhysicalName = physicalName,
        Version = version,
        VectorSize = spec.VectorSize,
        Distance = spec.Distance,
        HnswM = spec.HnswM,
        HnswEfConstruct = spec.HnswEfConstruct,
        HnswOnDisk = spec.HnswOnDisk,
        OnDisk = spec.OnDisk,
        OnDiskPayload = spec.OnDiskPayload,
        QuantizationKind = spec.Quantization?.Kind,
        QuantizationQuantile = spec.Quantization?.Quantile,
        QuantizationAlwaysRam = spec.Quantization?.AlwaysRam,
        EmbeddingProvider = fingerprint?.Provider,
        EmbeddingModel = fingerprint?.Model,
        EmbeddingDimensions = fingerprint?.Dimensions,
        EmbeddingPrefixVersion = fingerprint?.PrefixVersion,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>What a person must know before the vectors are compared with others; null when nothing.</summary>
    internal static Problem? Warning(this Collection collection) => collection switch
    {
        { Adopted: true } when collection.Fingerprint() is null => new Problem(
            ErrorCatalog.CollectionModelUnknown,
            $"'{collection.Name}' was adopted; of which model its points are is unknown. Its first sync will take them for the configured model's if these have {collection.VectorSize} numbers too."),
        { EmbeddingAssumed: true } => new Problem(
            ErrorCatalog.CollectionModelUnknown,
            $"'{collection.Name}' was adopted, and its points were taken for {collection.Fingerprint()}, the model of its first sync. Nobody has confirmed it."),
        _ => null,
    };

    internal static CollectionView View(this Collection collection, LiveFigures live, IReadOnlyList<CollectionFeeder> feeders, bool beingReindexed) => new()
    {
        Id = collection.Id,
        Name = collection.Name,
        PhysicalName = collection.PhysicalName,
        Adopted = collection.Adopted,
        Spec = collection.Spec(),
        TotalPoints = live.Points,
        Status = live.Status,
        StoreProblem = live.Problem,
        LastCount = collection is { TotalPoints: { } points, CountedAt: { } at } ? new CollectionCount(points, at) : null,
        Embedding = collection.Fingerprint(),
        Warning = collection.Warning(),
        Datasources = feeders,
        BeingReindexed = beingReindexed,
        LastSyncedBy = collection.DatasourceId,
        LastSyncedAt = collection.LastSyncedAt,
        CreatedAt = collection.CreatedAt,
        UpdatedAt = collection.UpdatedAt,
    };
}
