using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Collections;

/// <summary>What a re-index shall change; what is null stays as it is. The length of the vectors is the configured model's.</summary>
/// <param name="Distance">How vectors are compared.</param>
/// <param name="Hnsw">The HNSW graph.</param>
/// <param name="OnDisk">Original vectors on disk.</param>
/// <param name="OnDiskPayload">Payloads on disk.</param>
/// <param name="Quantization">Smaller copies of the vectors for the first pass of a search.</param>
/// <param name="Alias">Only for a collection that was adopted under its own name: the name that it gets instead.</param>
internal sealed record ReindexCollectionRequest(
    Distance? Distance, HnswRequest? Hnsw, bool? OnDisk, bool? OnDiskPayload, QuantizationRequest? Quantization, string? Alias)
{
    /// <summary>What the engine understands; a problem that names the member that is missing.</summary>
    internal Outcome<ReindexRequest> ToRequest() => Quantization is { Type: null }
        ? new Problem(ErrorCatalog.RequestMalformed, "'quantization.type' is missing.")
        : new ReindexRequest
        {
            Distance = Distance,
            HnswM = Hnsw?.M,
            HnswEfConstruct = Hnsw?.EfConstruct,
            HnswOnDisk = Hnsw?.OnDisk,
            OnDisk = OnDisk,
            OnDiskPayload = OnDiskPayload,
            Quantization = Quantization is { Type: { } type } ? new Quantization(type, Quantization.AlwaysRam, Quantization.Quantile) : null,
            Alias = string.IsNullOrWhiteSpace(Alias) ? null : Alias.Trim(),
        };
}
