using System.Text.Json;

namespace SyncAdmin.Core.Datasources;

/// <summary>From what people send to what is stored, and from there to what they see.</summary>
internal static class DatasourceMapping
{
    /// <summary>Sets everything that a valid input says, except the connection and the webhook secret.</summary>
    internal static void Apply(DatasourceInput input, Datasource datasource)
    {
        datasource.Name = input.Name!.Trim();
        datasource.Type = input.Type!;
        datasource.QueryTemplate = input.QueryTemplate ?? string.Empty;
        datasource.KeyField = string.Join(',', DatasourceSources.KeyFieldsOf(input.KeyField!));
        datasource.CodeField = Filled(input.CodeField) ?? datasource.KeyField;
        datasource.ChangeField = Filled(input.ChangeField);
        datasource.FieldMapping = JsonSerializer.Serialize(input.FieldMapping!.Value);
        datasource.EmbeddingFields = JsonSerializer.Serialize(input.EmbeddingFields);
        datasource.TextTemplate = string.IsNullOrWhiteSpace(input.TextTemplate) ? null : input.TextTemplate;
        datasource.QdrantCollection = input.QdrantCollection!;
        datasource.SyncSchedule = Filled(input.SyncSchedule);
        datasource.FullSyncSchedule = Filled(input.FullSyncSchedule);
        datasource.VerifySchedule = Filled(input.VerifySchedule);
        datasource.WebhookEnabled = input.WebhookEnabled;
        datasource.BatchSize = input.BatchSize ?? 100;
        datasource.DeletePolicy = DeletePolicyText.Complete(input.DeletePolicy);
        datasource.TimeoutMinutes = input.TimeoutMinutes ?? 120;
        datasource.Budget = input.Budget;
        datasource.Description = Filled(input.Description);
    }

    internal static DatasourceView View(Datasource datasource, string? webhookSecret = null) => new()
    {
        Id = datasource.Id,
        Name = datasource.Name,
        Type = datasource.Type,
        ConnectionConfig = JsonElement.Parse(datasource.ConnectionConfig),
        QueryTemplate = datasource.QueryTemplate,
        KeyField = datasource.KeyField,
        CodeField = datasource.CodeField,
        ChangeField = datasource.ChangeField,
        FieldMapping = JsonElement.Parse(datasource.FieldMapping),
        EmbeddingFields = JsonSerializer.Deserialize<string[]>(datasource.EmbeddingFields) ?? [],
        TextTemplate = datasource.TextTemplate,
        QdrantCollection = datasource.QdrantCollection,
        SyncSchedule = datasource.SyncSchedule,
        FullSyncSchedule = datasource.FullSyncSchedule,
        VerifySchedule = datasource.VerifySchedule,
        WebhookEnabled = datasource.WebhookEnabled,
        WebhookSecret = webhookSecret,
        WebhookOverlapUntil = datasource.PreviousWebhookSecretUntil,
        Status = datasource.Status,
        StatusMessage = datasource.StatusMessage,
        Description = datasource.Description,
        BatchSize = datasource.BatchSize,
        DeletePolicy = JsonElement.Parse(datasource.DeletePolicy),
        TimeoutMinutes = datasource.TimeoutMinutes,
        Budget = datasource.Budget,
        CreatedAt = datasource.CreatedAt,
        UpdatedAt = datasource.UpdatedAt,
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
