using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>
/// Sends only texts whose vector is not stored yet, each once, and stores what comes back before anybody can write it elsewhere: so a text is
/// paid for once, across datasources, collections and a process that is killed between embedding and writing. Calls of one process that want the same
/// text at the same time pay for it once as well; those of two replicas may both pay.
/// </summary>
internal sealed class CachingEmbedder(IEmbedder inner, EmbeddingModel model, EmbeddingCache cache) : IEmbedder
{
    private readonly TextsBeingPaid _beingPaid = new();

    public event EventHandler<QuotaPauseEventArgs> QuotaPaused
    {
        add => inner.QuotaPaused += value;
        remove => inner.QuotaPaused -= value;
    }

    public ModelFingerprint Fingerprint => inner.Fingerprint;

    public int MaxBatchItems => inner.MaxBatchItems;

    public int Concurrency => inner.Concurrency;

    public decimal PricePerMillionTokens => inner.PricePerMillionTokens;

    public ModelSpeed? Speed => inner.Speed;

    public async Task<EmbeddingForecast> ForecastAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var keys = texts.Select(text => (Key: EmbeddingCacheKey.Of(Fingerprint, model.Cut(text)), Text: text)).DistinctBy(pair => pair.Key).ToArray();
        var stored = await cache.StoredAsync([.. keys.Select(pair => pair.Key)], cancellationToken);
        var paid = await inner.ForecastAsync([.. keys.Where(pair => !stored.Contains(pair.Key)).Select(pair => pair.Text)], cancellationToken);
        return paid with { Cached = texts.Count - paid.Paid };
    }

    public async Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, EmbeddingTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (task != EmbeddingTask.Document || texts.Count == 0)
        {
            return await inner.EmbedAsync(texts, task, cancellationToken);
        }

        // As the model will read them: two long texts that are cut to the same start have the same vector.
        var sent = texts.Select(model.Cut).ToArray();
        var keys = Array.ConvertAll(sent, text => EmbeddingCacheKey.Of(Fingerprint, text));
        var all = new Dictionary<EmbeddingCacheKey, CachedEmbedding>(keys.Length);
        var (paid, spent, tokens) = (0, 0L, 0L);
        for (var left = keys.Zip(sent).DistinctBy(pair => pair.First).ToArray(); left.Length > 0; left = [.. left.Where(pair => !all.ContainsKey(pair.First))])
        {
            Task others;
            using (var claim = _beingPaid.Take(left.Select(pair => pair.First)))
            {
                others = claim.Others;
                var mine = left.Where(pair => claim.Mine.Contains(pair.First)).ToArray();
                await AddKnownAsync(all, mine, cancellationToken);
                var missing = mine.Where(pair => !all.ContainsKey(pair.First)).ToArray();
                tokens += await PayAsync(all, [.. missing.Select(pair => pair.First)], [.. missing.Select(pair => pair.Second)], cancellationToken);
                paid += missing.Length;
                spent += missing.Sum(pair => (long)all[pair.First].Tokens);
            }

            // What another call has stored by then is found in the next round; what it failed to pay for, this one pays for.
            await others.WaitAsync(cancellationToken);
        }

        var saved = keys.Sum(key => (long)all[key].Tokens) - spent;
        cache.Count(texts.Count - paid, paid, saved);
        return new EmbeddingResult([.. keys.Select(key => all[key].Vector)], tokens, sent.Where((text, index) => text.Length < texts[index].Length).Count())
        {
            Cached = texts.Count - paid,
            SavedTokens = saved,
        };
    }

    private async Task AddKnownAsync(
        Dictionary<EmbeddingCacheKey, CachedEmbedding> all, (EmbeddingCacheKey Key, string Text)[] wanted, CancellationToken cancellationToken)
    {
        if (wanted.Length > 0)
        {
            foreach (var (key, embedding) in await cache.FindAsync([.. wanted.Select(pair => pair.Key)], cancellationToken))
            {
                all[key] = embedding;
            }
        }
    }

    /// <summary>Returns the tokens that were charged.</summary>
    private async Task<long> PayAsync(Dictionary<EmbeddingCacheKey, CachedEmbedding> all, EmbeddingCacheKey[] keys, string[] texts, CancellationToken cancellationToken)
    {
        var tokens = 0L;
        // Call by call, so that one that fails does not take along what the ones before it were paid for.
        foreach (var call in model.Calls(texts))
        {
            var result = await inner.EmbedAsync(texts[call], EmbeddingTask.Document, cancellationToken);
            var paid = Shared(keys[call], texts[call], result);
            // Whoever asked may be gone by now; the bill is not.
            await cache.AddAsync(paid, CancellationToken.None);
            tokens += result.Tokens;
            foreach (var (key, embedding) in paid)
            {
                all[key] = embedding;
            }
        }

        return tokens;
    }

    private static Dictionary<EmbeddingCacheKey, CachedEmbedding> Shared(EmbeddingCacheKey[] keys, string[] texts, EmbeddingResult result)
    {
        // The provider charges for the call; each text bears its share, so that saving it later can be told in tokens.
        var weights = Array.ConvertAll(texts, text => (double)TokenEstimate.Of(text));
        var tokensPerWeight = result.Tokens / weights.Sum();
        var paid = new Dictionary<EmbeddingCacheKey, CachedEmbedding>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            paid[keys[i]] = new CachedEmbedding((int)Math.Round(weights[i] * tokensPerWeight), result.Vectors[i]);
        }

        return paid;
    }
}
