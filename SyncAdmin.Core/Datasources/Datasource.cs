namespace SyncAdmin.Core.Datasources;

/// <summary>A source that is kept in step with a collection. Table <c>datasources</c>.</summary>
public sealed class Datasource
{
    /// <summary>Namespace of its point ids.</summary>
    public Guid Id { get; init; }

    /// <summary>Unique.</summary>
    public required string Name { get; set; }

    /// <summary><c>mssql</c>, <c>mysql</c>, <c>postgresql</c>, <c>sqlite</c> or <c>api</c>.</summary>
    public required string Type { get; set; }

    /// <summary>The connection configuration without its secret members, as JSON.</summary>
    public required string ConnectionConfig { get; set; }

    /// <summary>The secret members of the connection configuration: a JSON object, protected by Data Protection.</summary>
    public string? ConnectionSecrets { get; set; }

    /// <summary>One read-only SELECT.</summary>
    public required string QueryTemplate { get; set; }

    /// <summary>Key columns, comma-separated.</summary>
    public required string KeyField { get; set; }

    /// <summary>Column of the record code.</summary>
    public required string CodeField { get; set; }

    /// <summary>Column for incremental syncs; null: none.</summary>
    public string? ChangeField { get; set; }

    /// <summary>JSON: payload field → column.</summary>
    public required string FieldMapping { get; set; }

    /// <summary>JSON array of the payload fields or columns whose values are embedded.</summary>
    public required string EmbeddingFields { get; set; }

    /// <summary>Template of the embedded text, with <c>{{field}}</c>; null: the embedding fields joined by a blank.</summary>
    public string? TextTemplate { get; set; }

    /// <summary>Name of the collection it feeds.</summary>
    public required string QdrantCollection { get; set; }

    /// <summary>Cron of the ordinary sync; null: none.</summary>
    public string? SyncSchedule { get; set; }

    /// <summary>Cron of the full sync; null: none.</summary>
    public string? FullSyncSchedule { get; set; }

    /// <summary>Cron of the verification, which compares source, ledger and store and has what differs written again; null: none.</summary>
    public string? VerifySchedule { get; set; }

    /// <summary>
    /// What the schedules missed before this time is not made up for: when one of them last changed, or the datasource was paused or resumed, by
    /// database time. Null: never.
    /// </summary>
    public DateTimeOffset? SchedulesFrom { get; set; }

    /// <summary>Whether <c>POST /api/webhooks/{id}/sync</c> is open.</summary>
    public bool WebhookEnabled { get; set; }

    /// <summary>Protected by Data Protection; shown once.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>The secret before the last change of it, protected; null: none, or its overlap was none.</summary>
    public string? PreviousWebhookSecret { get; set; }

    /// <summary>Until when the previous secret is still good.</summary>
    public DateTimeOffset? PreviousWebhookSecretUntil { get; set; }

    /// <summary>Now.</summary>
    public DatasourceStatus Status { get; set; }

    /// <summary>Why the status is <c>error</c>.</summary>
    public string? StatusMessage { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>Texts in one embedding request: 1 to 100, default 100.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>JSON: <c>{ "mode": "sweep" | "never", "maxShare": 0.2 }</c>.</summary>
    public string DeletePolicy { get; set; } = """{"mode":"sweep","maxShare":0.2}""";

    /// <summary>Minutes without progress after which a job fails; default 120.</summary>
    public int TimeoutMinutes { get; set; } = 120;

    /// <summary>Money (USD) that one job may spend on embeddings before it waits for a person; null: no cap.</summary>
    public decimal? Budget { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person last changed it.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
