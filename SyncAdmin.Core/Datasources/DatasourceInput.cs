using System.Text.Json;

namespace SyncAdmin.Core.Datasources;

/// <summary>What a person or script sends to make or change a datasource.</summary>
public sealed record DatasourceInput
{
    /// <summary>Unique, 1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary><c>mysql</c>, <c>postgresql</c>, <c>sqlite</c> …</summary>
    public string? Type { get; init; }

    /// <summary>With its secrets. On a change, secret members that are left out keep their value.</summary>
    public JsonElement? ConnectionConfig { get; init; }

    /// <summary>One read-only SELECT; of an API source nothing, or parameters for the end of its URL (<c>category=tools</c>).</summary>
    public string? QueryTemplate { get; init; }

    /// <summary>Key columns, comma-separated.</summary>
    public string? KeyField { get; init; }

    /// <summary>Default: the key field.</summary>
    public string? CodeField { get; init; }

    /// <summary>Default: none.</summary>
    public string? ChangeField { get; init; }

    /// <summary>Payload field → column; or an object with type, mask or a fixed value, see <see cref="Records.RecordMapping"/>.</summary>
    public JsonElement? FieldMapping { get; init; }

    /// <summary>Payload fields or columns to embed.</summary>
    public IReadOnlyList<string>? EmbeddingFields { get; init; }

    /// <summary>Default: the embedding fields joined by a blank.</summary>
    public string? TextTemplate { get; init; }

    /// <summary>Made on first use when it does not exist.</summary>
    public string? QdrantCollection { get; init; }

    /// <summary>Cron; null: none.</summary>
    public string? SyncSchedule { get; init; }

    /// <summary>Cron; null: none.</summary>
    public string? FullSyncSchedule { get; init; }

    /// <summary>Cron; null: none.</summary>
    public string? VerifySchedule { get; init; }

    /// <summary>Default false.</summary>
    public bool WebhookEnabled { get; init; }

    /// <summary>1 to 100, default 100.</summary>
    public int? BatchSize { get; init; }

    /// <summary><c>{ "mode": "sweep" | "never", "maxShare": 0.2 }</c>.</summary>
    public JsonElement? DeletePolicy { get; init; }

    /// <summary>1 to 10,080, default 120.</summary>
    public int? TimeoutMinutes { get; init; }

    /// <summary>Money (USD) that one job may spend on embeddings before it waits for a person: 0.0001 to 1,000,000; null: no cap.</summary>
    public decimal? Budget { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }
}
