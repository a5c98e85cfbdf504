namespace SyncAdmin.Core.Sync.Timeline;

/// <summary>What can stand in a job's timeline. A new kind needs a word of its own (<c>Event…</c> in the texts of syncs); without one the pages show it as it is.</summary>
public static class JobEventKind
{
    /// <summary>The job was asked for. Detail: the fire time (ISO 8601), where a schedule did; why and the job before it, where the engine did.</summary>
    public const string Requested = "requested";

    /// <summary>A process took the job and runs it. Detail: which process.</summary>
    public const string Claimed = "claimed";

    /// <summary>A process took a job that another one had left running: its lease had ended. Detail: which process.</summary>
    public const string TakenOver = "takenOver";

    /// <summary>It goes on from a checkpoint. Detail: records committed before.</summary>
    public const string ResumedFrom = "resumedFrom";

    /// <summary>Its checkpoint could not be used. Detail: why.</summary>
    public const string StartedOver = "startedOver";

    /// <summary>Back to pending until the reason is gone. Detail: the reason to wait.</summary>
    public const string Waits = "waits";

    /// <summary>It runs on, held up by the provider's limits.</summary>
    public const string QuotaWait = "quotaWait";

    /// <summary>Somebody asked for the end of a running job.</summary>
    public const string CancelRequested = "cancelRequested";

    /// <summary>Somebody has it go on.</summary>
    public const string ResumeRequested = "resumeRequested";

    /// <summary>Somebody decided what it waited for. Detail: <c>accepted</c> or <c>rejected</c>.</summary>
    public const string Decision = "decision";

    /// <summary>Somebody had points put back that its sweep had removed. Detail: how many.</summary>
    public const string Restored = "restored";

    /// <summary>Ended well.</summary>
    public const string Completed = "completed";

    /// <summary>Ended by a failure. Detail: its code.</summary>
    public const string Failed = "failed";

    /// <summary>Ended by somebody's wish.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Given back before its end, because its process ends in order or more work has come: any process may go on with it.</summary>
    public const string GivenBack = "givenBack";

    /// <summary>It was shown running without a live lease and was put back to pending. Detail: which process had left it, where that is known.</summary>
    public const string PutBack = "putBack";

    /// <summary>Somebody had it compared with what really runs. Detail: what was found.</summary>
    public const string Reconciled = "reconciled";
}
