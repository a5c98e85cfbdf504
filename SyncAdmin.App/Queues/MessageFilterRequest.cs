using System.Text.Json.Serialization;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Administration;

namespace SyncAdmin.App.Queues;

/// <summary>Which messages a replay or a deletion is for. A member that is none of these is refused: a misspelt one would narrow nothing, and more than was meant would change.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MessageFilterRequest
{
    /// <summary>Ids; leave out for all.</summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary><c>pending</c>, <c>processing</c>, <c>completed</c> or <c>failed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Label.</summary>
    public string? Source { get; init; }

    /// <summary>Label.</summary>
    public string? TenantId { get; init; }

    /// <summary>Label.</summary>
    public string? EntityType { get; init; }

    /// <summary>Label.</summary>
    public string? EntityId { get; init; }

    /// <summary>Label.</summary>
    public string? Action { get; init; }

    /// <summary>Label.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Which group.</summary>
    public string? GroupKey { get; init; }

    /// <summary>Part of the payload or of the last error.</summary>
    public string? Text { get; init; }

    /// <summary>Sent then or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Sent before.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>As the queue takes it; an empty text narrows nothing. SYNC-7400: an unknown status.</summary>
    internal Outcome<MessageFilter> ToFilter() => Words.TryRead<QueueMessageStatus>(Status, out var status)
        ? new MessageFilter
        {
            Ids = Ids,
            Status = status,
            Source = Wanted(Source),
            TenantId = Wanted(TenantId),
            EntityType = Wanted(EntityType),
            EntityId = Wanted(EntityId),
            Action = Wanted(Action),
            ExternalId = Wanted(ExternalId),
            GroupKey = Wanted(GroupKey),
            Text = Wanted(Text),
            CreatedFrom = CreatedFrom,
            CreatedBefore = CreatedBefore,
        }
        : Words.Unknown<QueueMessageStatus>("status", Status);

    private static string? Wanted(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
