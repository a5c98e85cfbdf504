using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Notifications;

/// <summary>A notification as people see it.</summary>
public sealed record NotificationView
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What happened; <c>kind</c> in JSON is its word.</summary>
    [JsonIgnore]
    public NotificationKind Is { get; init; }

    /// <summary>Word of the kind, for example <c>job.failed</c>.</summary>
    public string Kind => Is.Word();

    /// <summary>To what sort of thing.</summary>
    public required string SubjectType { get; init; }

    /// <summary>To which one.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Its name.</summary>
    public required string SubjectName { get; init; }

    /// <summary>The sync job that it came from.</summary>
    public Guid? JobId { get; init; }

    /// <summary>Catalogue code of its cause.</summary>
    public string? Code { get; init; }

    /// <summary>What happened in one sentence.</summary>
    public string? Detail { get; init; }

    /// <summary>Messages or errors, for kinds that count.</summary>
    public long? Count { get; init; }

    /// <summary>Of the request or schedule behind it.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether whoever asks has marked it as read.</summary>
    public required bool Read { get; init; }
}
