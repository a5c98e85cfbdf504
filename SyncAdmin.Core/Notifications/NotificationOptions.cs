namespace SyncAdmin.Core.Notifications;

/// <summary>Settings of notifications, section <c>Notifications</c>. Checked at start by <see cref="NotificationOptionsValidator"/>.</summary>
public sealed class NotificationOptions
{
    /// <summary>Seconds between two looks at the queues and at failed records: 1 to 3,600, default 30.</summary>
    public int CheckSeconds { get; set; } = 30;

    /// <summary>Messages that wait in a queue from which on <c>queue.long</c> is said: 1 to 100,000,000, default 1,000. An endpoint may have another threshold, here and below.</summary>
    public int QueueLong { get; set; } = 1_000;

    /// <summary>Dead letters in a queue from which on <c>queue.dead_letter</c> is said: 1 to 100,000,000, default 1.</summary>
    public int DeadLetters { get; set; } = 1;

    /// <summary>Failed records of a datasource within an hour from which on <c>errors.frequent</c> is said: 1 to 100,000,000, default 100.</summary>
    public int ErrorsFrequent { get; set; } = 100;

    /// <summary>Days that notifications, and what was sent of them, are kept: 1 to 3,650, default 90.</summary>
    public int KeepDays { get; set; } = 90;
}
