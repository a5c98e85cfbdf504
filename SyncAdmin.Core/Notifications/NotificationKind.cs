namespace SyncAdmin.Core.Notifications;

/// <summary>What people and machines can be told of. Stored and spoken of by its word, see <see cref="NotificationKinds"/>.</summary>
public enum NotificationKind
{
    /// <summary>A sync job failed; <c>job.failed</c>.</summary>
    JobFailed,

    /// <summary>A sync job stopped because too many records failed; <c>job.error_budget</c>.</summary>
    ErrorBudgetReached,

    /// <summary>A sync job waits for a person: deletes beyond the allowed share, a budget that is used up; <c>job.decision</c>.</summary>
    DecisionNeeded,

    /// <summary>A sync job waits for a quota of the provider, or for room in the store or on the disk; <c>job.quota</c>.</summary>
    QuotaPause,

    /// <summary>The columns of a source are not what they were; <c>schema.drift</c>.</summary>
    SchemaDrift,

    /// <summary>Messages or deliveries that nobody tries any more; <c>queue.dead_letter</c>.</summary>
    DeadLetter,

    /// <summary>Many messages wait in a queue; <c>queue.long</c>.</summary>
    QueueLong,

    /// <summary>Many records of a datasource failed within an hour; <c>errors.frequent</c>.</summary>
    ErrorsFrequent,

    /// <summary>The hub could not deliver an entity; <c>sync.failed</c>.</summary>
    HubSyncFailed,

    /// <summary>A webhook endpoint was switched off by itself; <c>endpoint.disabled</c>.</summary>
    EndpointDisabled,
}
