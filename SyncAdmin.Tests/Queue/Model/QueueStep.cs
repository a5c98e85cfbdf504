using SyncAdmin.Core.Queue;

namespace SyncAdmin.Tests.Queue.Model;

/// <summary>One thing that happens to a queue. Receipts are named by how many were given since (<c>Back</c>), with a lease number that is <c>Off</c> by so much.</summary>
internal abstract record QueueStep
{
    /// <summary>What is tried instead to make a counterexample smaller.</summary>
    internal virtual IEnumerable<QueueStep> Simpler() => [];

    /// <param name="Group">0: in none.</param>
    /// <param name="Key">0: none.</param>
    internal sealed record Send(int Priority, int DelaySeconds, int Group, int Key, int Tries) : QueueStep
    {
        internal override IEnumerable<QueueStep> Simpler()
        {
            Send[] simpler = [this with { Priority = 0 }, this with { DelaySeconds = 0 }, this with { Group = 0 }, this with { Key = 0 }, this with { Tries = 1 }];
            return simpler.Where(send => send != this);
        }
    }

    internal sealed record Read(int Count, int LeaseSeconds) : QueueStep
    {
        internal override IEnumerable<QueueStep> Simpler() => Count > 1 ? [this with { Count = 1 }] : [];
    }

    internal sealed record Acknowledge(int Back, int Off) : QueueStep
    {
        internal override IEnumerable<QueueStep> Simpler() => Back > 0 ? [this with { Back = 0 }] : [];
    }

    /// <summary>Every receipt that is remembered, in one call.</summary>
    internal sealed record AcknowledgeAll : QueueStep;

    internal sealed record Fail(int Back, int Off, int? RetrySeconds, bool Permanent) : QueueStep
    {
        internal TryFailure Failure => new("no") { RetryAfter = RetrySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Permanent = Permanent };

        internal override IEnumerable<QueueStep> Simpler()
        {
            Fail[] simpler = [this with { Back = 0 }, this with { RetrySeconds = null }, this with { Permanent = false }];
            return simpler.Where(fail => fail != this);
        }
    }

    internal sealed record Extend(int Back, int Off, int Seconds) : QueueStep;

    internal sealed record Release(int Back, int Off) : QueueStep;

    internal sealed record Pass(int Seconds) : QueueStep;

    /// <summary>The reader forgets its receipts.</summary>
    internal sealed record Crash : QueueStep;

    internal sealed record Pause : QueueStep;

    internal sealed record Resume : QueueStep;
}
