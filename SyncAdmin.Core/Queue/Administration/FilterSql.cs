using System.Text;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>A <see cref="MessageFilter"/> as the WHERE of a statement, with its parameters.</summary>
internal sealed class FilterSql
{
    private readonly StringBuilder _where = new("queue = @queue");
    private readonly List<(string Name, object? Value)> _parameters;

    private FilterSql(string queue) => _parameters = [("queue", queue)];

    /// <summary>
    /// Where nothing but the status narrows, the same rows in parts that lie in one index each (<c>ix_sync_queue_visible</c>, <c>ix_sync_queue_group_waiting</c>,
    /// <c>ix_sync_queue_finished</c>): to be counted, or found among the millions of other queues, without reading the table. Else null.
    /// </summary>
    internal string[]? Parts { get; private set; }

    internal string Where => _where.ToString();

    internal (string Name, object? Value)[] Parameters => [.. _parameters];

    internal static FilterSql Of(string queue, MessageFilter filter, StorageProvider provider)
    {
        var sql = new FilterSql(queue);
        sql.AddStatus(filter.Status);
        sql.AddLabel("source", filter.Source);
        sql.AddLabel("tenant_id", filter.TenantId);
        sql.AddLabel("entity_type", filter.EntityType);
        sql.AddLabel("entity_id", filter.EntityId);
        sql.AddLabel("action", filter.Action);
        sql.AddLabel("external_id", filter.ExternalId);
        sql.AddLabel("group_key", filter.GroupKey);
        sql.Add(filter.CreatedFrom, "created_at >= @created_from", "created_from");
        sql.Add(filter.CreatedBefore, "created_at < @created_before", "created_before");
        sql.Add(filter.Ids is { } ids ? provider.ListOf(ids) : null, provider.Among("id", "@ids"), "ids");
        var contains = provider == StorageProvider.Postgres ? "strpos" : "instr";
        sql.Parts = filter == new MessageFilter { Status = filter.Status } ? PartsOf(filter.Status) : null;
        // Last: it is the one that may have to read whole payloads.
        sql.Add(filter.Text, $"({contains}(payload, @text) > 0 OR {contains}(error_message, @text) > 0)", "text");
        return sql;
    }

    /// <summary>What no database could be asked, or what can't be meant.</summary>
    internal static Problem? Mistake(MessageFilter filter)
    {
        if (filter.Ids is { Count: 0 or > QueueLimits.Batch } ids)
        {
            return new Problem(ErrorCatalog.QueueFilterInvalid, $"ids has {ids.Count} entries: 1 to {QueueLimits.Batch}; leave it out for all.");
        }

        (string Name, string? Value)[] texts =
        [
            ("source", filter.Source), ("tenantId", filter.TenantId), ("entityType", filter.EntityType), ("entityId", filter.EntityId),
            ("action", filter.Action), ("externalId", filter.ExternalId), ("groupKey", filter.GroupKey), ("text", filter.Text),
        ];
        return Array.Find(texts, static text => text.Value is { } value && !MessageCheck.IsText(value)) is { Name: { } name }
            ? new Problem(ErrorCatalog.QueueFilterInvalid, $"{name} has a character that no message can have: NUL, or half a surrogate pair.")
            : null;
    }

    private static string[] PartsOf(QueueMessageStatus? status)
    {
        const string Visible = "queue = @queue AND visible_at IS NOT NULL";
        const string Blocked = "queue = @queue AND group_key IS NOT NULL AND visible_at IS NULL AND completed_at IS NULL";
        const string Finished = "queue = @queue AND completed_at IS NOT NULL";
        const string OfStatus = " AND status = @status";
        return status switch
        {
            null => [Visible, Blocked, Finished],
            QueueMessageStatus.Pending => [Visible + OfStatus, Blocked],
            QueueMessageStatus.Processing => [Visible + OfStatus],
            _ => [Finished + OfStatus],
        };
    }

    /// <summary>With the words that the partial indexes ask for.</summary>
    private void AddStatus(QueueMessageStatus? status)
    {
        if (status is { } wanted)
        {
            _where.Append(wanted switch
            {
                QueueMessageStatus.Pending => " AND completed_at IS NULL",
                QueueMessageStatus.Processing => " AND visible_at IS NOT NULL",
                _ => " AND completed_at IS NOT NULL",
            });
            Add(EnumText.Of(wanted), "status = @status", "status");
        }
    }

    private void AddLabel(string column, string? value) => Add(value, $"{column} = @{column}", column);

    private void Add(object? value, string condition, string parameter)
    {
        if (value is not null)
        {
            _where.Append(" AND ").Append(condition);
            _parameters.Add((parameter, value));
        }
    }
}
