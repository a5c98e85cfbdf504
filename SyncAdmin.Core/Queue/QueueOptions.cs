namespace SyncAdmin.Core.Queue;

/// <summary>Settings of every queue, section <c>Queue</c>.</summary>
public sealed class QueueOptions
{
    /// <summary>Bytes of UTF-8 that a payload may have. 1 KiB to 64 MiB. Default 1 MiB.</summary>
    public int MaxPayloadBytes { get; set; } = 1 << 20;

    /// <summary>Milliseconds after which an idle worker looks for messages that nobody announced. 50 to 60,000. Default 1,000.</summary>
    public int PollIntervalMs { get; set; } = 1_000;

    /// <summary>PostgreSQL: milliseconds between two <c>NOTIFY</c> of one queue by one process; NOTIFY serialises commits. 10 to 10,000. Default 100.</summary>
    public int NotifyIntervalMs { get; set; } = 100;

    /// <summary>Seconds that a stopping worker waits for its handlers before it gives their messages back. 0 to 300. Default 20.</summary>
    public int StopTimeoutSeconds { get; set; } = 20;

    /// <summary>Days after which completed messages move to <c>sync_queue_archive</c>; 0: never. 0 to 3,650. Default 7. Dead letters never move by themselves.</summary>
    public int ArchiveAfterDays { get; set; } = 7;

    /// <summary>Minutes that a message may wait before health says so. 1 to 10,080. Default 15.</summary>
    public int LongWaitMinutes { get; set; } = 15;
}
