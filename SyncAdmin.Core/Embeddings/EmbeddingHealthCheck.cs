using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Testing;

namespace SyncAdmin.Core.Embeddings;

/// <summary>The embedding model's contribution to health: behind <c>GET /api/health/embeddings</c>. Costs nothing at the provider.</summary>
public sealed class EmbeddingHealthCheck(IEmbedder embedder, ModelTester tester, IServiceProvider services, IOptions<EmbeddingCacheOptions> cacheOptions, TimeProvider time)
    : IDisposable
{
    // Probes come every few seconds, from every balancer.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1);
    private ModelTest? _last;
    private long _lastAt;

    /// <summary>Never throws for a sick provider.</summary>
    public async Task<EmbeddingHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var (fingerprint, provider) = (embedder.Fingerprint.ToString(), embedder.Fingerprint.Provider);
        if (services.GetKeyedService<ModelGate>(provider) is not { } gate)
        {
            return new EmbeddingHealth(fingerprint, null, null, 1, null, null, null);
        }

        var test = await TestAsync(provider, cancellationToken);
        var cache = cacheOptions.Value.EmbeddingCacheMegabytes == 0
            ? null
            : await services.GetRequiredService<EmbeddingCache>().StatisticsAsync(cancellationToken);
        return new EmbeddingHealth(fingerprint, test, gate.Usage, Math.Round(gate.Pace, 3), gate.PausedUntil, cache, test.Problem);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<ModelTest> TestAsync(string provider, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_last is null || time.GetElapsedTime(_lastAt) > Kept)
            {
                _last = (await tester.ListAsync(provider, cancellationToken)).Required();
                _lastAt = time.GetTimestamp();
            }

            return _last;
        }
        finally
        {
            _turn.Release();
        }
    }
}
