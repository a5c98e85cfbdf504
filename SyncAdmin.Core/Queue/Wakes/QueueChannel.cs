namespace SyncAdmin.Core.Queue.Wakes;

/// <summary>How processes on one PostgreSQL tell each other that a queue has something to read: <c>NOTIFY syncadmin_queue, 'process queue'</c>.</summary>
internal sealed class QueueChannel(TimeProvider time)
{
    /// <summary>PostgreSQL's channel.</summary>
    internal const string Name = "syncadmin_queue";

    private readonly string _process = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>What a notification carries. A queue's name is far below the 8,000 bytes that it may have.</summary>
    internal string Payload(string queue) => $"{_process} {queue}";

    /// <summary>The queue; null where this process sent it, whose readers know already.</summary>
    internal string? QueueOf(string payload) =>
        payload.Split(' ', 2) is [var process, var queue] && process != _process ? queue : null;
}
