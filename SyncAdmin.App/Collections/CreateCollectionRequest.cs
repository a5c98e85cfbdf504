using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Collections;

/// <summary>A collection to make. What is null is left to the server.</summary>
/// <param name="Name">Unique.</param>
/// <param name="VectorSize">1 to 65,536.</param>
/// <param name="Distance">Default: cosine.</param>
/// <param name="Hnsw">The HNSW graph.</param>
/// <param name="OnDisk">Original vectors on disk.</param>
/// <param name="OnDiskPayload">Payloads on disk.</param>
/// <param name="Quantization">Smaller copies of the vectors for the first pass of a search; default: none.</param>
internal sealed record CreateCollectionRequest(
    string? Name, int? VectorSize, Distance? Distance, HnswRequest? Hnsw, bool? OnDisk, bool? OnDiskPayload, QuantizationRequest? Quantization)
{
    /// <summary>What the engine understands; a problem that names the member that is missing.</summary>
    internal Outcome<CollectionSpec> ToSpec()
    {
        if (VectorSize is not { } size)
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'vectorSize' is missing.");
        }

        if (Quantization is { Type: null })
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'quantization.type' is missing.");
        }

        return new CollectionSpec(size, Distance ?? Core.Vectors.Distance.Cosine, Hnsw?.M, Hnsw?.EfConstruct)
        {
            HnswOnDisk = Hnsw?.OnDisk,
            OnDisk = OnDisk,
            OnDiskPayload = OnDiskPayload,
            Quantization = Quantization is { Type: { } type } ? new Quantization(type, Quantization.AlwaysRam, Quantization.Quantile) : null,
        };
    }
}
