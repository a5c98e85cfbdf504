using SyncAdmin.App.Errors;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Collections;

/// <summary>A collection as the API answers it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">What everybody calls it.</param>
/// <param name="PhysicalName">What the store calls it.</param>
/// <param name="Adopted">Found in the store, not made by SyncAdmin.</param>
/// <param name="VectorSize">Length of a vector.</param>
/// <param name="Distance">How vectors are compared.</param>
/// <param name="Hnsw">The HNSW graph; what is null was left to the server.</param>
/// <param name="OnDisk">Original vectors on disk.</param>
/// <param name="OnDiskPayload">Payloads on disk.</param>
/// <param name="Quantization">Smaller copies of the vectors; null: none.</param>
/// <param name="TotalPoints">Live count; null when the store does not answer.</param>
/// <param name="Status">green, yellow, grey or red; null when the store does not answer.</param>
/// <param name="StoreProblem">Why there is no live count, or what is damaged.</param>
/// <param name="LastCount">The count of the last sync.</param>
/// <param name="Embedding">The model; null until the first sync, or until it is stated.</param>
/// <param name="Warning">That the model of an adopted collection's points is unknown or only assumed.</param>
/// <param name="Datasources">What feeds it.</param>
/// <param name="LastSyncedBy">The datasource whose sync completed last.</param>
/// <param name="LastSyncedAt">Last completed sync.</param>
/// <param name="CreatedAt">Made.</param>
/// <param name="UpdatedAt">Changed.</param>
internal sealed record CollectionAnswer(
    Guid Id,
    string Name,
    string PhysicalName,
    bool Adopted,
    int VectorSize,
    Distance Distance,
    HnswRequest Hnsw,
    bool? OnDisk,
    bool? OnDiskPayload,
    QuantizationRequest? Quantization,
    long? TotalPoints,
    string? Status,
    ProblemView? StoreProblem,
    CollectionCount? LastCount,
    ModelFingerprint? Embedding,
    ProblemView? Warning,
    IReadOnlyList<CollectionFeeder> Datasources,
    Guid? LastSyncedBy,
    DateTimeOffset? LastSyncedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static CollectionAnswer Of(CollectionView view)
    {
        var spec = CollectionSpecView.Of(view.Spec);
        return new CollectionAnswer(
            view.Id,
            view.Name,
            view.PhysicalName,
            view.Adopted,
            spec.VectorSize,
            spec.Distance,
            spec.Hnsw,
            spec.OnDisk,
            spec.OnDiskPayload,
            spec.Quantization,
            view.TotalPoints,
            view.Status,
            ProblemView.Of(view.StoreProblem),
            view.LastCount,
            view.Embedding,
            ProblemView.Of(view.Warning),
            view.Datasources,
            view.LastSyncedBy,
            view.LastSyncedAt,
            view.CreatedAt,
            view.UpdatedAt);
    }
}
