using System.Text.Json;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>
/// <see cref="SyncJob.SetAside"/>: the keys that a scan's checkpoint has passed and that are still to be read again. Committed with the checkpoint that passes them: a scan that is
/// killed would otherwise go on behind them and never look at them again.
/// </summary>
internal static class SetAsideKeys
{
    internal static IReadOnlyList<SourceKey> Read(string? json) => [.. Texts(json).Select(SourceKeyJson.Parse)];

    internal static string? Add(string? json, IReadOnlyCollection<SourceKey> keys) => keys.Count == 0 ? json : Write(Texts(json).Union(keys.Select(SourceKeyJson.Write), StringComparer.Ordinal));

    internal static string? Remove(string? json, IReadOnlyCollection<SourceKey> keys) => Write(Texts(json).Except(keys.Select(SourceKeyJson.Write), StringComparer.Ordinal));

    private static string[] Texts(string? json) => json is null ? [] : JsonSerializer.Deserialize<string[]>(json)!;

    private static string? Write(IEnumerable<string> texts) => texts.ToArray() is { Length: > 0 } some ? JsonSerializer.Serialize(some) : null;
}
