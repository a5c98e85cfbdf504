using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>
/// Sends only texts whose vector is not stored yet, each once, and stores what comes back before anybody can write it elsewhere: so a text is
/// paid for once, across datasources, collections and a process that is killed between embedding and writing.
/// </summary>
internal sealed class CachingEmbedder(IEmbedder inner, EmbeddingModel model, EmbeddingCache cache) : IEmbedder
{
    public event EventHandler<QuotaPauseEventArgs> QuotaPaused
    {
        add => inner.QuotaPaused += value;
        remove => inner.QuotaPaused -= value;
    }

    public ModelFingerprint Fingerprint => inner.Fingerprint;

    public int MaxBatchItems => inner.MaxBatchItems;

    public int Concurrency => inner.Concurrency;

    public decimal PricePerMillionTokens => inner.PricePerMillionTokens;

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
        var known = await cache.FindAsync(keys.ToHashSet(), cancellationToken);
        var missing = keys.Zip(sent).Where(pair => !known.ContainsKey(pair.First)).DistinctBy(pair => pair.First).ToArray();
        var (paid, tokens) = await PayAsync([.. missing.Select(pair => pair.First)], [.. missing.Select(pair => pair.Second)], cancellationToken);
        var all = keys.Select(key => known.GetValueOrDefault(key) ?? paid[key]).ToArray();
        var saved = all.Sum(embedding => (long)embedding.Tokens) - paid.Values.Sum(embedding => (long)embedding.Tokens);
        cache.Count(texts.Count - missing.Length, missing.Length, saved);
        return new EmbeddingResult([.. all.Select(embedding => embedding.Vector)], tokens, sent.Where((text, index) => text.Length < texts[index].Length).Count())
        {
            Cached = texts.Count - missing.Length,
            SavedTokens = saved,
        };
    }

    private async Task<(Dictionary<EmbeddingCacheKey, CachedEmbedding> Paid, long Tokens)> PayAsync(
        EmbeddingCacheKey[] keys, string[] texts, CancellationToken cancellationToken)
    {
        var (all, tokens) = (new Dictionary<EmbeddingCacheKey, CachedEmbedding>(keys.Length), 0L);
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

        return (all, tokens);
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
