using System.Text.Json;

namespace SyncAdmin.Core.Datasources;

/// <summary>A datasource without its secrets.</summary>
public sealed record DatasourceView
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Unique.</summary>
    public required string Name { get; init; }

    /// <summary>Connector.</summary>
    public required string Type { get; init; }

    /// <summary>Without secret members.</summary>
    public required JsonElement ConnectionConfig { get; init; }

    /// <summary>The SELECT.</summary>
    public required string QueryTemplate { get; init; }

    /// <summary>Key columns.</summary>
    public required string KeyField { get; init; }

    /// <summary>Code column.</summary>
    public required string CodeField { get; init; }

    /// <summary>Change column.</summary>
    public string? ChangeField { get; init; }

    /// <summary>Payload field → column.</summary>
    public required JsonElement FieldMapping { get; init; }

    /// <summary>What is embedded.</summary>
    public required IReadOnlyList<string> EmbeddingFields { get; init; }

    /// <summary>Template of the text.</summary>
    public string? TextTemplate { get; init; }

    /// <summary>The collection.</summary>
    public required string QdrantCollection { get; init; }

    /// <summary>Cron.</summary>
    public string? SyncSchedule { get; init; }

    /// <summary>Cron.</summary>
    public string? FullSyncSchedule { get; init; }

    /// <summary>Cron.</summary>
    public string? VerifySchedule { get; init; }

    /// <summary>Whether deliveries are accepted.</summary>
    public bool WebhookEnabled { get; init; }

    /// <summary>The webhook secret, only in the answer that made it.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Until when the secret before the current one is still good; null: it is not.</summary>
    public DateTimeOffset? WebhookOverlapUntil { get; init; }

    /// <summary>Now.</summary>
    public DatasourceStatus Status { get; init; }

    /// <summary>Why the status is error.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Texts per request.</summary>
    public int BatchSize { get; init; }

    /// <summary>Sweep rules.</summary>
    public required JsonElement DeletePolicy { get; init; }

    /// <summary>Minutes without progress.</summary>
    public int TimeoutMinutes { get; init; }

    /// <summary>Money (USD) that one job may spend; null: no cap.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
