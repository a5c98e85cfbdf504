using System.Text.Json;

namespace SyncAdmin.Core.Sync.Sweeping;

/// <summary>What a person is asked before a sweep removes more than the datasource's <c>maxShare</c>, and the answer. Kept with the job, as JSON.</summary>
/// <param name="Deletes">Points that would be removed.</param>
/// <param name="Of">Points that the datasource has in the collection.</param>
/// <param name="MaxShare">Share that would have been removed without asking.</param>
/// <param name="Examples">Codes of some of them.</param>
/// <param name="DeletedBefore">Points that the job had removed already when it asked.</param>
/// <param name="AskedAt">When.</param>
public sealed record SweepDecision(long Deletes, long Of, double MaxShare, IReadOnlyList<string> Examples, long DeletedBefore, DateTimeOffset AskedAt)
{
    /// <summary>The answer; null: none yet.</summary>
    public bool? Accepted { get; init; }

    /// <summary>Who answered.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    internal static SweepDecision? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<SweepDecision>(json, JsonSerializerOptions.Web);

    internal string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Whether removing so many more is what was agreed to, or less; the job may have been killed on the way.</summary>
    internal bool Covers(long deletes, long deletedNow) => Accepted == true && deletes <= Deletes - (deletedNow - DeletedBefore);
}
