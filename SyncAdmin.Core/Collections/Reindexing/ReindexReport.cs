using System.Text.Json;

namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>What was compared before the switch.</summary>
/// <param name="Points">Points of the new physical collection that are the datasources': exactly as many as its ledger has rows.</param>
/// <param name="LivePoints">Records that the ledger has of the old one.</param>
/// <param name="Gone">Records of the old one that their source has no more; they are not in the new one.</param>
/// <param name="Samples">Stored vectors that the new one was searched with.</param>
/// <param name="Found">How many of them it found among the first ten.</param>
/// <param name="Overlap">Share of the old one's first ten that are among the new one's, averaged over the samples; null where the two can't be compared (another model or distance).</param>
public sealed record ReindexReport(long Points, long LivePoints, long Gone, int Samples, int Found, double? Overlap)
{
    internal static ReindexReport? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<ReindexReport>(json, JsonSerializerOptions.Web);

    internal string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
