namespace SyncAdmin.Core.Sync.Planning;

/// <summary>The newest plan of a datasource, kept for the job that follows it. Table <c>sync_plans</c>.</summary>
public sealed class SyncPlan
{
    /// <summary>Whose.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>Of this plan; the next one has another.</summary>
    public Guid Id { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>What it depends on: query, mapping and model, as <see cref="SyncJob.PlanFingerprint"/> begins.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>JSON: a <see cref="SyncEstimate"/>.</summary>
    public required string Estimate { get; set; }
}
