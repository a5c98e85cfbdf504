namespace SyncAdmin.Core.Queue;

/// <summary>What became of a message whose try failed.</summary>
/// <param name="Accepted">False: the receipt was stale, and nothing was changed.</param>
/// <param name="RetryAt">When the next try is due, by the database's clock; null: there is none, the message is a dead letter.</param>
public readonly record struct FailedTry(bool Accepted, DateTimeOffset? RetryAt)
{
    /// <summary>That was the last try.</summary>
    public bool DeadLetter => Accepted && RetryAt is null;
}
