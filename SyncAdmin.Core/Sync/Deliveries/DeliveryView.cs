namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>What became of a delivery.</summary>
public sealed record DeliveryView
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose records.</summary>
    public required Guid DatasourceId { get; init; }

    /// <summary>The job that applies it, or has.</summary>
    public required Guid JobId { get; init; }

    /// <summary>Why.</summary>
    public required DeliveryKind Kind { get; init; }

    /// <summary>What the names are.</summary>
    public required DeliveryNaming NamesBy { get; init; }

    /// <summary>Record codes or keys, each once, in the order in which they were sent.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What is done to them.</summary>
    public required DeliveryAction Action { get; init; }

    /// <summary>Now.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>Why a pending one is not worked on: <c>paused</c> (its datasource), or what its job waits for; null: it is its turn, or it is done.</summary>
    public string? WaitReason { get; init; }

    /// <summary>One per name, once it is done.</summary>
    public required IReadOnlyList<DeliveryOutcome> Outcomes { get; init; }

    /// <summary>The message's <c>webhook-id</c>; null for other kinds.</summary>
    public string? WebhookId { get; init; }

    /// <summary>From the request through job, calls and log.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Who or what asked for it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was done, given up or cancelled; null while pending.</summary>
    public DateTimeOffset? AppliedAt { get; init; }
}
