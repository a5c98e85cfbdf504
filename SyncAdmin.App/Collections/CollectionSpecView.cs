using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Collections;

/// <summary>How a collection is made, in the form of <see cref="CreateCollectionRequest"/>.</summary>
internal sealed record CollectionSpecView(int VectorSize, Distance Distance, HnswRequest Hnsw, bool? OnDisk, bool? OnDiskPayload, QuantizationRequest? Quantization)
{
    internal static CollectionSpecView Of(CollectionSpec spec) => new(
        spec.VectorSize,
        spec.Distance,
        new HnswRequest(spec.HnswM, spec.HnswEfConstruct, spec.HnswOnDisk),
        spec.OnDisk,
        spec.OnDiskPayload,
        spec.Quantization is { } made ? new QuantizationRequest(made.Kind, made.Quantile, made.AlwaysRam) : null);
}
