using System.Collections.Concurrent;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Types travel through SQLite by their names.</summary>
internal static class TypeNames
{
    private static readonly ConcurrentDictionary<string, TdsType> Known = new(StringComparer.Ordinal);

    /// <summary>Of a name that <see cref="TdsType.ToString"/> gave.</summary>
    internal static TdsType Parse(string name) => Known.GetOrAdd(name, static name =>
    {
        var parts = name.Split(['(', ',', ')'], StringSplitOptions.RemoveEmptyEntries);
        return TdsType.Parse(parts[0], parts[1..])!.Value;
    });
}
