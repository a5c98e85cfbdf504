using System.Collections.Concurrent;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>
/// The texts that calls of this process are paying for now. A second call for one of them waits until the first has stored it, or has failed, rather
/// than pay as well. Thread-safe.
/// </summary>
internal sealed class TextsBeingPaid
{
    private readonly ConcurrentDictionary<EmbeddingCacheKey, Task> _payers = new();

    /// <summary>Takes those that nobody has. Wait for the others only once these are let go: then no two calls can wait for each other.</summary>
    internal Claim Take(IEnumerable<EmbeddingCacheKey> keys)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (mine, others) = (new HashSet<EmbeddingCacheKey>(), new HashSet<Task>());
        foreach (var key in keys)
        {
            var payer = _payers.GetOrAdd(key, done.Task);
            if (payer == done.Task)
            {
                mine.Add(key);
            }
            else
            {
                others.Add(payer);
            }
        }

        return new Claim(this, mine, Task.WhenAll(others), done);
    }

    /// <summary>What one call has taken; disposing lets go of it.</summary>
    internal sealed class Claim(TextsBeingPaid texts, HashSet<EmbeddingCacheKey> mine, Task others, TaskCompletionSource done) : IDisposable
    {
        /// <summary>To be looked up and paid for by whoever made this claim.</summary>
        internal IReadOnlySet<EmbeddingCacheKey> Mine => mine;

        /// <summary>Ends when those who pay for the rest have let go; never fails.</summary>
#pragma warning disable VSTHRD003 // There is no synchronization context to deadlock on.
        internal Task Others => others;
#pragma warning restore VSTHRD003

        public void Dispose()
        {
            foreach (var key in mine)
            {
                texts._payers.TryRemove(key, out _);
            }

            done.TrySetResult();
        }
    }
}
