namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>
/// One re-index of a collection: a new physical collection is built beside the live one and takes its place. Table <c>collection_reindexes</c>; a collection
/// has at most one that is open (<c>building, verifying, switching</c>).
/// </summary>
public sealed class CollectionReindex
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which collection.</summary>
    public Guid CollectionId { get; init; }

    /// <summary>How far it has come.</summary>
    public ReindexStatus Status { get; set; }

    /// <summary>Counts the changes of <see cref="Status"/>: who changes it must have seen the last one.</summary>
    public int Generation { get; set; }

    /// <summary>The collection's name before.</summary>
    public required string FromName { get; init; }

    /// <summary>The physical collection that is live until the switch.</summary>
    public required string FromPhysicalName { get; init; }

    /// <summary>JSON of the <see cref="CollectionShape"/> before.</summary>
    public required string FromShape { get; init; }

    /// <summary>The collection's name after: another one only where an adopted collection gets an alias.</summary>
    public required string ToName { get; init; }

    /// <summary>The physical collection that is built.</summary>
    public required string ToPhysicalName { get; set; }

    /// <summary>JSON of the <see cref="CollectionShape"/> after.</summary>
    public required string ToShape { get; set; }

    /// <summary>JSON of the <see cref="ReindexReport"/>; null before the comparison.</summary>
    public string? Report { get; set; }

    /// <summary>Who asked for it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Of the request, and of its jobs.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the name was moved; null: it was not.</summary>
    public DateTimeOffset? SwitchedAt { get; set; }

    /// <summary>When it was done, or abandoned.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the name was moved back; null: it was not.</summary>
    public DateTimeOffset? RolledBackAt { get; set; }

    /// <summary>When the physical collection that it left over was removed; null: it is kept.</summary>
    public DateTimeOffset? DroppedAt { get; set; }
}
