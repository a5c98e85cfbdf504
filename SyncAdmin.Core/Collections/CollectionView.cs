using SyncAdmin.Core.Models;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>A collection as the API and the pages show it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">What everybody calls it.</param>
/// <param name="PhysicalName">What the store calls it.</param>
/// <param name="VectorSize">Length of a vector.</param>
/// <param name="Distance">How vectors are compared.</param>
/// <param name="TotalPoints">Live count; null when the store does not answer.</param>
/// <param name="Embedding">The model; null until the first sync.</param>
/// <param name="LastSyncedAt">Last completed sync.</param>
/// <param name="CreatedAt">Made.</param>
/// <param name="UpdatedAt">Changed.</param>
public sealed record CollectionView(
    Guid Id,
    string Name,
    string PhysicalName,
    int VectorSize,
    Distance Distance,
    long? TotalPoints,
    ModelFingerprint? Embedding,
    DateTimeOffset? LastSyncedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
