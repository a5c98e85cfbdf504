using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>How an attempt at a job ended; <see cref="JobStore.EndAsync"/> writes it and frees the lease in one transaction.</summary>
internal abstract record JobEnd
{
    /// <summary>The source was read to its end and everything is committed.</summary>
    internal sealed record Completed : JobEnd;

    /// <summary>A person's wish; the checkpoint stays.</summary>
    internal sealed record Cancelled : JobEnd;

    /// <summary>Retrying by itself would not help.</summary>
    internal sealed record Failed(Problem Problem) : JobEnd;

    /// <summary>Goes on by itself after a while: back to pending, with the reason for people to see.</summary>
    /// <param name="Reason">What it waits for.</param>
    /// <param name="For">How long; null: until a person says so.</param>
    /// <param name="Times">How often in a row it has waited without moving.</param>
    /// <param name="Problem">Why, for people.</param>
    internal sealed record Waits(string Reason, TimeSpan? For, int Times, Problem Problem) : JobEnd;

    /// <summary>The process ends: back to pending, so that the next start goes on at once.</summary>
    internal sealed record GivenBack : JobEnd;
}
