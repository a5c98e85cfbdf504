using System.Data.Common;
using SyncAdmin.Core.Queue.Sql;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>Reads messages for people.</summary>
internal static class MessageRows
{
    private const int StartLength = 200;
    private const int PayloadColumn = 22;

    private const string Labels =
        "id, queue, status, source, tenant_id, entity_type, entity_id, action, external_id, group_key, dedupe_key, priority, retry_count, max_retries, lease_number, created_at, scheduled_at, visible_at, started_at, completed_at, error_message, length(payload)";

    internal static string ViewColumns(bool archived) => $"{Labels}, substr(payload, 1, {StartLength}), {(archived ? "archived_at" : "NULL")}";

    internal static string DetailColumns(bool archived) => $"{Labels}, payload, {(archived ? "archived_at" : "NULL")}, response, attempts";

    internal static MessageView View(DbDataReader row, StorageProvider provider) => Fill(row, provider, new MessageView
    {
        Id = row.GetInt64(0),
        Queue = row.GetString(1),
        Status = Enum.Parse<QueueMessageStatus>(row.GetString(2), ignoreCase: true),
        PayloadStart = Start(row.GetString(PayloadColumn)),
    });

    internal static MessageDetails Details(DbDataReader row, StorageProvider provider) => Fill(row, provider, new MessageDetails
    {
        Id = row.GetInt64(0),
        Queue = row.GetString(1),
        Status = Enum.Parse<QueueMessageStatus>(row.GetString(2), ignoreCase: true),
        PayloadStart = Start(row.GetString(PayloadColumn)),
        Payload = row.GetString(PayloadColumn),
        Response = Text(row, PayloadColumn + 2),
        Attempts = MessageAttempts.Parse(Text(row, PayloadColumn + 3)),
    });

    private static T Fill<T>(DbDataReader row, StorageProvider provider, T message)
        where T : MessageView => (T)((MessageView)message with
        {
            Source = Text(row, 3),
            TenantId = Text(row, 4),
            EntityType = Text(row, 5),
            EntityId = Text(row, 6),
            Action = Text(row, 7),
            ExternalId = Text(row, 8),
            GroupKey = Text(row, 9),
            DedupeKey = Text(row, 10),
            Priority = row.GetInt32(11),
            RetryCount = row.GetInt32(12),
            MaxRetries = row.GetInt32(13),
            LeaseNumber = row.GetInt64(14),
            CreatedAt = MessageReader.Time(row, 15, provider),
            ScheduledAt = MessageReader.Time(row, 16, provider),
            VisibleAt = Moment(row, 17, provider),
            StartedAt = Moment(row, 18, provider),
            CompletedAt = Moment(row, 19, provider),
            ErrorMessage = Text(row, 20),
            PayloadLength = Convert.ToInt64(row.GetValue(21), System.Globalization.CultureInfo.InvariantCulture),
            ArchivedAt = Moment(row, PayloadColumn + 1, provider),
        });

    private static DateTimeOffset? Moment(DbDataReader row, int column, StorageProvider provider) =>
        row.IsDBNull(column) ? null : MessageReader.Time(row, column, provider);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Never half of a surrogate pair.</summary>
    private static string Start(string payload) => payload.Length <= StartLength
        ? payload
        : payload[..(char.IsHighSurrogate(payload[StartLength - 1]) ? StartLength - 1 : StartLength)];
}
