using SyncAdmin.App.Models;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Models;

namespace SyncAdmin.App.Health;

/// <summary>More on the embedding model; see <see cref="EmbeddingHealth"/>.</summary>
internal sealed record EmbeddingDetails(ModelTestView? Provider, ModelUsage? Usage, double Pace, DateTimeOffset? QuotaUntil, EmbeddingCacheStatistics? Cache)
{
    internal static EmbeddingDetails? Of(EmbeddingHealth health) => health.Test is null
        ? null
        : new EmbeddingDetails(ModelTestView.Of(health.Test), health.Usage, health.Pace, health.QuotaUntil, health.Cache);
}
