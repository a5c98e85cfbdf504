using SyncAdmin.Core.Sync.Deliveries;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>A delivery that named a record, as far as it is about that record.</summary>
public sealed record InspectedDelivery
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The job that applies it, or has.</summary>
    public required Guid JobId { get; init; }

    /// <summary>Why.</summary>
    public required DeliveryKind Kind { get; init; }

    /// <summary>What is done to the record.</summary>
    public required DeliveryAction Action { get; init; }

    /// <summary>Now.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>Code or key by which it names the record.</summary>
    public required string Name { get; init; }

    /// <summary>What became of the record; null while pending.</summary>
    public RecordOutcome? Outcome { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public string? Error { get; init; }

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

    internal static InspectedDelivery Of(SyncDelivery delivery, IReadOnlySet<string> codes, IReadOnlySet<string> keys)
    {
        var names = delivery.NamesBy == DeliveryNaming.Code ? codes : keys;
        var name = delivery.ReadNames().First(names.Contains);
        var outcome = delivery.ReadOutcomes().FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        return new InspectedDelivery
        {
            Id = delivery.Id,
            JobId = delivery.SyncJobId,
            Kind = delivery.Kind,
            Action = delivery.Action,
            Status = delivery.Status,
            Name = name,
            Outcome = outcome?.Outcome,
            Error = outcome?.Error,
            WebhookId = delivery.WebhookId,
            CorrelationId = delivery.CorrelationId,
            StartedBy = delivery.StartedBy,
            ReceivedAt = delivery.ReceivedAt,
            AppliedAt = delivery.AppliedAt,
        };
    }
}
