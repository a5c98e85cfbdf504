using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
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
        new(collection.VectorSize, collection.Distance, collection.HnswM, collection.HnswEfConstruct);

    internal static CollectionView View(this Collection collection, long? totalPoints) => new(
        collection.Id,
        collection.Name,
        collection.PhysicalName,
        collection.VectorSize,
        collection.Distance,
        totalPoints,
        collection.Fingerprint(),
        collection.LastSyncedAt,
        collection.CreatedAt,
        collection.UpdatedAt);
}
