using System.Text.Json;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>The account of what a job saved, kept in its metadata as <c>saved</c>.</summary>
internal static class SavedWork
{
    private const string Member = "saved";

    /// <summary>Adds what the batches of one commit saved.</summary>
    internal static string Add(string metadata, IReadOnlyList<Batch> batches, decimal pricePerMillionTokens)
    {
        var unchanged = batches.Sum(batch => batch.UnchangedTokens);
        var cached = batches.Sum(batch => batch.Cached);
        if (unchanged == 0 && cached == 0)
        {
            return metadata;
        }

        var before = Read(metadata);
        var cachedTokens = batches.Sum(batch => batch.CachedTokens);
        return JobMetadata.With(metadata, Member, before with
        {
            UnchangedTokens = before.UnchangedTokens + unchanged,
            UnchangedCost = before.UnchangedCost + Cost(unchanged),
            CachedTexts = before.CachedTexts + cached,
            CachedTokens = before.CachedTokens + cachedTokens,
            CachedCost = before.CachedCost + Cost(cachedTokens),
        });

        decimal Cost(long tokens) => tokens * pricePerMillionTokens / 1_000_000m;
    }

    /// <summary>A job that goes on from another's checkpoint goes on with its account as well.</summary>
    internal static string TakeOver(string from, string metadata) =>
        Read(from) is var saved && saved == new SyncSavings() ? metadata : JobMetadata.With(metadata, Member, saved);

    /// <summary>As people see it.</summary>
    internal static SyncSavings Of(string metadata, string? resume) => Read(metadata) with
    {
        ResumedCost = resume is null ? 0 : JsonSerializer.Deserialize<SyncResume>(resume, JsonSerializerOptions.Web)?.SavedCost ?? 0,
    };

    private static SyncSavings Read(string metadata)
    {
        using var members = JsonDocument.Parse(metadata);
        return members.RootElement.TryGetProperty(Member, out var saved) ? saved.Deserialize<SyncSavings>(JsonSerializerOptions.Web) ?? new SyncSavings() : new SyncSavings();
    }
}
