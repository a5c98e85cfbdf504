using System.Text.Json;

namespace SyncAdmin.Core.Storage;

/// <summary>Many values in one parameter: an array on PostgreSQL; on SQLite, which binds none, JSON, which json_each turns into rows that an index is probed with.</summary>
internal static class SqlList
{
    internal static string Among(this StorageProvider provider, string expression, string parameter) => provider == StorageProvider.Postgres
        ? $"{expression} = ANY({parameter})"
        : $"{expression} IN (SELECT value FROM json_each({parameter}))";

    internal static object ListOf<T>(this StorageProvider provider, IReadOnlyCollection<T> values) => provider == StorageProvider.Postgres
        ? values.ToArray()
        : JsonSerializer.Serialize(values);
}
