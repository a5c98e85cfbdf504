using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>A collection as the API and the pages show it: its row, and what the store says of it now.</summary>
public sealed record CollectionView
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What everybody calls it.</summary>
    public required string Name { get; init; }

    /// <summary>What the store calls it.</summary>
    public required string PhysicalName { get; init; }

    /// <summary>Found in the store, not made by us.</summary>
    public bool Adopted { get; init; }

    /// <summary>How it was made.</summary>
    public required CollectionSpec Spec { get; init; }

    /// <summary>Live count; null when the store does not answer, see <see cref="StoreProblem"/>.</summary>
    public long? TotalPoints { get; init; }

    /// <summary><c>green</c>, <c>yellow</c>, <c>grey</c> or <c>red</c>; null when the store does not answer.</summary>
    public string? Status { get; init; }

    /// <summary>Why there is no live count, or what is damaged; null when all is well.</summary>
    public Problem? StoreProblem { get; init; }

    /// <summary>The count of the last sync; null before the first.</summary>
    public CollectionCount? LastCount { get; init; }

    /// <summary>The model; null until the first sync, or until a person states it.</summary>
    public ModelFingerprint? Embedding { get; init; }

    /// <summary>That the model of an adopted collection's points is unknown or only assumed; null otherwise.</summary>
    public Problem? Warning { get; init; }

    /// <summary>The datasources that feed it, by name.</summary>
    public IReadOnlyList<CollectionFeeder> Datasources { get; init; } = [];

    /// <summary>A new physical collection is being built, compared or switched to.</summary>
    public bool BeingReindexed { get; init; }

    /// <summary>The datasource whose sync completed last; it may be gone.</summary>
    public Guid? LastSyncedBy { get; init; }

    /// <summary>Last completed sync.</summary>
    public DateTimeOffset? LastSyncedAt { get; init; }

    /// <summary>Made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
