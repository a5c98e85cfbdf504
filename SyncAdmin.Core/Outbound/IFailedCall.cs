namespace SyncAdmin.Core.Outbound;

/// <summary>What the exception of a failed call says about another try.</summary>
internal interface IFailedCall
{
    /// <summary>Whether the same call may pass a moment later.</summary>
    bool CanRetry { get; }

    /// <summary>How long the server asked us to wait; null: it did not say.</summary>
    TimeSpan? RetryAfter { get; }
}
