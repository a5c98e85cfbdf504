using Microsoft.AspNetCore.Mvc;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Administration;

namespace SyncAdmin.App.Queues;

/// <summary>The query of a list of messages.</summary>
/// <param name="Status"><c>pending</c>, <c>processing</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Source">Label, as the five below.</param>
/// <param name="TenantId">Label.</param>
/// <param name="EntityType">Label.</param>
/// <param name="EntityId">Label.</param>
/// <param name="Action">Label.</param>
/// <param name="ExternalId">Label.</param>
/// <param name="GroupKey">Which group.</param>
/// <param name="Text">Part of the payload or of the last error.</param>
/// <param name="CreatedFrom">Sent then or later.</param>
/// <param name="CreatedBefore">Sent before.</param>
/// <param name="Archived">True: the archive.</param>
/// <param name="Order"><c>newest</c> (default) or <c>oldest</c> first.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 200.</param>
internal sealed record MessageListRequest(
    [property: FromQuery(Name = "status")] string? Status,
    [property: FromQuery(Name = "source")] string? Source,
    [property: FromQuery(Name = "tenantId")] string? TenantId,
    [property: FromQuery(Name = "entityType")] string? EntityType,
    [property: FromQuery(Name = "entityId")] string? EntityId,
    [property: FromQuery(Name = "action")] string? Action,
    [property: FromQuery(Name = "externalId")] string? ExternalId,
    [property: FromQuery(Name = "groupKey")] string? GroupKey,
    [property: FromQuery(Name = "text")] string? Text,
    [property: FromQuery(Name = "createdFrom")] DateTimeOffset? CreatedFrom,
    [property: FromQuery(Name = "createdBefore")] DateTimeOffset? CreatedBefore,
    [property: FromQuery(Name = "archived")] bool? Archived,
    [property: FromQuery(Name = "order")] string? Order,
    [property: FromQuery(Name = "page")] int? Page,
    [property: FromQuery(Name = "pageSize")] int? PageSize)
{
    /// <summary>As the queue takes it. SYNC-7400: an unknown word.</summary>
    internal Outcome<MessageQuery> ToQuery()
    {
        if (!Words.TryRead<MessageOrder>(Order, out var order))
        {
            return Words.Unknown<MessageOrder>("order", Order);
        }

        var filter = new MessageFilterRequest
        {
            Status = Status,
            Source = Source,
            TenantId = TenantId,
            EntityType = EntityType,
            EntityId = EntityId,
            Action = Action,
            ExternalId = ExternalId,
            GroupKey = GroupKey,
            Text = Text,
            CreatedFrom = CreatedFrom,
            CreatedBefore = CreatedBefore,
        }.ToFilter();
        return filter.Succeeded
            ? new MessageQuery { Filter = filter.Value, Archived = Archived ?? false, OldestFirst = order == MessageOrder.Oldest }
            : filter.Problem;
    }
}
