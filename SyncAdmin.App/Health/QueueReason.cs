namespace SyncAdmin.App.Health;

/// <summary>Why a queue asks for attention.</summary>
internal enum QueueReason
{
    /// <summary>Somebody stopped its reading.</summary>
    Paused,

    /// <summary>Messages failed at their last try.</summary>
    DeadLetters,

    /// <summary>A message waits longer than <c>Queue:LongWaitMinutes</c>.</summary>
    LongWait,

    /// <summary>This process's worker reads nothing: its handlers hang, or the database refuses it.</summary>
    Worker,
}
