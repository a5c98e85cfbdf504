using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Embeddings;

/// <summary>
/// The configured embedding model, as the engine and the search use it: batches are at most <see cref="MaxBatchItems"/> long, retries are done
/// inside, the answer is checked (count, length, finite numbers) and normalised. A failure that retrying can't mend is an
/// <see cref="EmbeddingException"/>, whose <see cref="EmbeddingException.Failure"/> says what to do: split the batch, wait, or give up.
/// </summary>
public interface IEmbedder
{
    /// <summary>What the vectors are.</summary>
    ModelFingerprint Fingerprint { get; }

    /// <summary>Most texts in one call.</summary>
    int MaxBatchItems { get; }

    /// <summary>Callers worth having at a time. May be more than the provider's calls at a time: while those wait for their answers, others prepare and store.</summary>
    int Concurrency { get; }

    /// <summary>Money (USD) for a million tokens; 0 for the local embedder.</summary>
    decimal PricePerMillionTokens { get; }

    /// <summary>How fast calls may follow one another; null where nothing limits them.</summary>
    ModelSpeed? Speed => null;

    /// <summary>The provider refused a call for a quota and it is tried again later; for those who want to say so. Never raised where there is no quota.</summary>
    event EventHandler<QuotaPauseEventArgs> QuotaPaused
    {
        add { }
        remove { }
    }

    /// <summary>What embedding these documents would take, before anything is sent.</summary>
    Task<EmbeddingForecast> ForecastAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Task.FromResult(new EmbeddingForecast(TokenEstimate.Of(texts), texts.Count, 0));
    }

    /// <summary>Embeds the texts; none of them is empty.</summary>
    Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, EmbeddingTask task, CancellationToken cancellationToken);
}
