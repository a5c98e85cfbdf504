using System.Text.Json;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>Many values in one parameter: an array on PostgreSQL, JSON on SQLite.</summary>
internal static class SqlList
{
    internal static string Among(this StorageProvider provider, string expression, string parameter) => provider == StorageProvider.Postgres
        ? $"{expression} = ANY({parameter})"
        : $"{expression} IN (SELECT value FROM json_each({parameter}))";

    internal static object ListOf<T>(this StorageProvider provider, IReadOnlyList<T> values) => provider == StorageProvider.Postgres
        ? values.ToArray()
        : JsonSerializer.Serialize(values);
}
