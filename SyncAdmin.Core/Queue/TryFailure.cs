namespace SyncAdmin.Core.Queue;

/// <summary>Why a try did not succeed.</summary>
/// <param name="Error">For people, without secrets; the first 4,000 characters are kept.</param>
public sealed record TryFailure(string Error)
{
    /// <summary>When to try again; null: 2 s after the first try, 4 s after the second, doubling up to an hour, up to a fifth longer by chance.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>No further try can help: a dead letter at once.</summary>
    public bool Permanent { get; init; }
}
