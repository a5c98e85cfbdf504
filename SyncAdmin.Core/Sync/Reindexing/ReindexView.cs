using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>A re-index, as people and the API see it.</summary>
public sealed record ReindexView
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The collection's name; after a re-index under an alias, that alias.</summary>
    public required string Collection { get; init; }

    /// <summary>The collection's name after the switch: another one only where an adopted collection gets an alias.</summary>
    public required string NameAfter { get; init; }

    /// <summary>How far it has come.</summary>
    public required ReindexStatus Status { get; init; }

    /// <summary>The physical collection before.</summary>
    public required string From { get; init; }

    /// <summary>The physical collection that is built, or was.</summary>
    public required string To { get; init; }

    /// <summary>How the new one is made.</summary>
    public required CollectionSpec Spec { get; init; }

    /// <summary>Of which model its vectors are.</summary>
    public required ModelFingerprint Embedding { get; init; }

    /// <summary>The datasources that are read, and their jobs.</summary>
    public required IReadOnlyList<ReindexFeederView> Feeders { get; init; }

    /// <summary>What was compared before the switch; null before.</summary>
    public ReindexReport? Report { get; init; }

    /// <summary>Whether the collection can be rolled back to <see cref="From"/>.</summary>
    public required bool CanRollBack { get; init; }

    /// <summary>What a rollback would bring back: the physical collection before the newest re-index that was switched, which need not be this one. Null: nothing is kept.</summary>
    public string? RollBackTo { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the name was moved; null: it was not.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>When it was done or abandoned; null: it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was rolled back; null: it was not.</summary>
    public DateTimeOffset? RolledBackAt { get; init; }
}
