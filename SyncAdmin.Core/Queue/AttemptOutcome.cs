namespace SyncAdmin.Core.Queue;

/// <summary>How a try ended that did not end well.</summary>
public enum AttemptOutcome
{
    /// <summary>Its handler said so.</summary>
    Failed,

    /// <summary>Nobody said anything before the lease ended: the handler hung, or its process is gone.</summary>
    Expired,
}
