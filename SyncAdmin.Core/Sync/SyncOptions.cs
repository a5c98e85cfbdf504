namespace SyncAdmin.Core.Sync;

/// <summary>Configuration section <c>Sync</c>. Checked at start by <see cref="SyncOptionsValidator"/>.</summary>
public sealed class SyncOptions
{
    /// <summary>Scan jobs that one process runs at a time: 1 to 64, default 2.</summary>
    public int MaxConcurrentJobs { get; set; } = 2;

    /// <summary>Seconds after which a datasource whose owner is silent may be taken over: 3 to 600, default 15. The heartbeat is a third of it.</summary>
    public double LeaseSeconds { get; set; } = 15;

    /// <summary>Milliseconds between two looks at the job table for work and for cancel requests: 50 to 1,000, default 500.</summary>
    public int PollMilliseconds { get; set; } = 500;

    /// <summary>Batches read and not yet committed, at most: 4 to 1,000, default 64. Never less than three times the embedder's concurrency.</summary>
    public int InFlightBatches { get; set; } = 64;

    /// <summary>Megabytes of texts, payloads and vectors read and not yet committed, at most: 8 to 4,096, default 64.</summary>
    public int InFlightMegabytes { get; set; } = 64;

    /// <summary>Milliseconds that a commit waits to gather finished batches: 0 to 5,000, default 200.</summary>
    public int CommitMilliseconds { get; set; } = 200;

    /// <summary>Points in one write to the vector store: 1 to 4,000, default 2,000. The embedded store waits for its disk once a write; Qdrant is sent smaller ones.</summary>
    public int WritePoints { get; set; } = 2_000;

    /// <summary>Share of failed records above which a job stops: 0 to 1, default 0.05.</summary>
    public double ErrorShare { get; set; } = 0.05;

    /// <summary>Records that must have been tried before <see cref="ErrorShare"/> counts; default 200.</summary>
    public int ErrorShareAfter { get; set; } = 200;

    /// <summary>
    /// Milliseconds that the next webhook job of a datasource gathers deliveries before it starts, while they come in a stream: 0 to 10,000, default 1,000. The first one after a
    /// pause starts at once; 0: each does.
    /// </summary>
    public int WebhookGatherMilliseconds { get; set; } = 1_000;

    /// <summary>Days that a delivery which is done is kept, and the finished records jobs that have none left: 1 to 3,650, default 14.</summary>
    public int DeliveryRetentionDays { get; set; } = 14;

    /// <summary>Seconds before its watermark from which an incremental sync reads again, for transactions that commit late: 0 to 86,400, default 300.</summary>
    public int OverlapSeconds { get; set; } = 300;

    /// <summary>Hours for which points that a sweep removed can be restored: 1 to 720, default 24. They take about 4 KB each in the state database.</summary>
    public int RestoreHours { get; set; } = 24;

    /// <summary>Time zone in which schedules are read: an IANA id (<c>America/Mexico_City</c>), default <c>UTC</c>. The same on every replica.</summary>
    public string TimeZone { get; set; } = "UTC";

    internal TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    internal TimeSpan Overlap => TimeSpan.FromSeconds(OverlapSeconds);

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    internal TimeSpan Heartbeat => TimeSpan.FromSeconds(LeaseSeconds / 3);

    internal TimeSpan WebhookGather => TimeSpan.FromMilliseconds(WebhookGatherMilliseconds);

    internal TimeSpan Poll => TimeSpan.FromMilliseconds(PollMilliseconds);
}
