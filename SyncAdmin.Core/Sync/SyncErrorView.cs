namespace SyncAdmin.Core.Sync;

/// <summary>A sync error as the API and the pages show it: its cause and its remedy come from the error catalogue.</summary>
public sealed record SyncErrorView(
    Guid Id,
    Guid SyncJobId,
    string RecordIdentifier,
    string ErrorType,
    string Title,
    string ErrorMessage,
    string Remedy,
    System.Text.Json.JsonElement? RecordData,
    int RetryCount,
    bool Resolved,
    DateTimeOffset CreatedAt);
