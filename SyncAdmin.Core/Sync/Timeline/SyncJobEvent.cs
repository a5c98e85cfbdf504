namespace SyncAdmin.Core.Sync.Timeline;

/// <summary>One entry of a job's timeline. Table <c>sync_job_events</c>; written in the transaction of the change it tells of, gone with its job.</summary>
public sealed class SyncJobEvent
{
    /// <summary>In order of insertion.</summary>
    public long Id { get; init; }

    /// <summary>The job.</summary>
    public Guid SyncJobId { get; init; }

    /// <summary>When it happened, database time; of repeated waits the first.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What happened: a word of <see cref="JobEventKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What there is to say beyond the kind; each kind tells what it means there.</summary>
    public string? Detail { get; init; }

    /// <summary>Who did it, as <c>kind:name</c>; null: the engine.</summary>
    public string? Actor { get; init; }

    /// <summary>Until when a wait lasts; null: no wait, or one without a time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How often in a row it happened: waits for the same reason are one entry.</summary>
    public int Times { get; init; } = 1;
}
