using System.Data.Common;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>Reads the columns of <see cref="QueueStatements.Received"/>.</summary>
internal static class MessageReader
{
    internal const int Columns = 17;

    internal static ReceivedMessage Read(DbDataReader row, StorageProvider provider) => new()
    {
        Receipt = new Receipt(row.GetInt64(0), row.GetInt64(1)),
        Queue = row.GetString(2),
        Payload = row.GetString(3),
        Source = Text(row, 4),
        TenantId = Text(row, 5),
        EntityType = Text(row, 6),
        EntityId = Text(row, 7),
        Action = Text(row, 8),
        ExternalId = Text(row, 9),
        GroupKey = Text(row, 10),
        DedupeKey = Text(row, 11),
        Priority = row.GetInt32(12),
        Try = row.GetInt32(13),
        MaxRetries = row.GetInt32(14),
        CreatedAt = Time(row, 15, provider),
        VisibleAt = Time(row, 16, provider),
    };

    internal static DateTimeOffset Time(DbDataReader row, int column, StorageProvider provider) => provider == StorageProvider.Sqlite
        ? DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column))
        : row.GetFieldValue<DateTimeOffset>(column);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
