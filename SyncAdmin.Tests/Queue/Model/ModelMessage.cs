using SyncAdmin.Core.Queue;

namespace SyncAdmin.Tests.Queue.Model;

/// <summary>A message as <see cref="QueueModel"/> keeps it.</summary>
internal sealed class ModelMessage
{
    internal required long Id { get; init; }

    internal required NewMessage Sent { get; init; }

    internal required DateTimeOffset Scheduled { get; init; }

    internal QueueMessageStatus Status { get; set; }

    /// <summary>From when on it may be read, once none of its group is ahead.</summary>
    internal DateTimeOffset VisibleAt { get; set; }

    internal int Tries { get; set; }

    internal long Lease { get; set; }

    internal List<(int Try, long Lease, AttemptOutcome Outcome)> Attempts { get; } = [];

    internal bool Finished => Status is QueueMessageStatus.Completed or QueueMessageStatus.Failed;

    internal bool Exhausted => Status == QueueMessageStatus.Processing && Tries >= Sent.MaxRetries;
}
