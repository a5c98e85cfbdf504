namespace SyncAdmin.Core.Access;

/// <summary>One change by a person or a key. Table <c>audit_log</c>; rows are only ever added.</summary>
public sealed class AuditEntry
{
    /// <summary>In order of insertion.</summary>
    public long Id { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary><c>user</c>, <c>key</c>, <c>schedule</c>, <c>system</c>.</summary>
    public required string ActorKind { get; init; }

    /// <summary>Stable id of the actor.</summary>
    public required string ActorId { get; init; }

    /// <summary>Name of the actor at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>A verb of the API, for example <c>datasource.create</c>, <c>sync.cancel</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, for example <c>datasource</c>.</summary>
    public required string SubjectType { get; init; }

    /// <summary>Id of the subject.</summary>
    public required string SubjectId { get; init; }

    /// <summary>JSON before the change, secrets masked; null where there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>JSON after the change, secrets masked; null where there is nothing.</summary>
    public string? After { get; init; }

    /// <summary>Correlation id of the request.</summary>
    public string? CorrelationId { get; init; }
}
