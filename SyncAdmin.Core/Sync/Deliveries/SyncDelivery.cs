namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>
/// Records to be synced by name: the work of a records job. Table <c>sync_deliveries</c>. Made by <see cref="DeliveryStore"/>, applied by the job
/// that it points to; a row that is committed is worked off, whatever is killed when.
/// </summary>
public sealed class SyncDelivery
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose records.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>The records job that will apply it, or has; another one after it was re-homed.</summary>
    public Guid SyncJobId { get; set; }

    /// <summary>Why.</summary>
    public DeliveryKind Kind { get; init; }

    /// <summary>What <see cref="Names"/> are.</summary>
    public DeliveryNaming NamesBy { get; init; }

    /// <summary>JSON array of strings, without duplicates; see <see cref="ReadNames"/>.</summary>
    public required string Names { get; init; }

    /// <summary>What is done to them.</summary>
    public DeliveryAction Action { get; init; }

    /// <summary>Now.</summary>
    public DeliveryStatus Status { get; set; }

    /// <summary>JSON array of <see cref="DeliveryOutcome"/>, one per name in their order; null while pending. See <see cref="ReadOutcomes"/>.</summary>
    public string? Outcomes { get; set; }

    /// <summary>How often its names were looked at: a webhook's at most twice.</summary>
    public int Looks { get; set; }

    /// <summary>How often it was given to another job because its own had failed; at most 5.</summary>
    public int Homes { get; set; }

    /// <summary>The webhook's <c>webhook-id</c>; null for every other kind.</summary>
    public string? WebhookId { get; init; }

    /// <summary>From the request through job, calls and log.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Actor, as text; set by <see cref="DeliveryStore"/>.</summary>
    public string StartedBy { get; set; } = string.Empty;

    /// <summary>When it was accepted, database time; set by <see cref="DeliveryStore"/>.</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>When its last name was done, or it was given up or cancelled; null while pending.</summary>
    public DateTimeOffset? AppliedAt { get; set; }

    /// <summary>The text of <see cref="Names"/>.</summary>
    public static string WriteNames(IReadOnlyList<string> names) => DeliveryJson.Write(names);

    /// <summary>The text of <see cref="Outcomes"/>.</summary>
    public static string WriteOutcomes(IReadOnlyList<DeliveryOutcome> outcomes) => DeliveryJson.Write(outcomes);

    /// <summary>The names.</summary>
    public IReadOnlyList<string> ReadNames() => DeliveryJson.Read<string>(Names);

    /// <summary>The outcomes; none while pending.</summary>
    public IReadOnlyList<DeliveryOutcome> ReadOutcomes() => DeliveryJson.Read<DeliveryOutcome>(Outcomes);
}
