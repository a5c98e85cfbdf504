namespace SyncAdmin.Core.Sync;

/// <summary>What a job does. Full, incremental, reindex and verify scan the source; the others work on named records.</summary>
public enum SyncJobType
{
    /// <summary>Every record of the source, then the sweep.</summary>
    Full,

    /// <summary>What changed since the watermark.</summary>
    Incremental,

    /// <summary>Records named by webhook deliveries.</summary>
    Webhook,

    /// <summary>Records that failed before.</summary>
    Retry,

    /// <summary>One record, by hand.</summary>
    Record,

    /// <summary>Every record, into a new physical collection.</summary>
    Reindex,

    /// <summary>Compares source, ledger and store.</summary>
    Verify,
}
