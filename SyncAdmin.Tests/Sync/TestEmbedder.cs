using System.Collections.Concurrent;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Local;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Tests.Sync;

/// <summary>The local embedder's vectors from a provider that charges, hangs and refuses on demand.</summary>
internal sealed class TestEmbedder : IEmbedder
{
    private static readonly ErrorDefinition Refused = new("SYNC-3999", ProblemKind.Invalid, "Refused", "Shorten the text.");
    private readonly LocalEmbedder _inner = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private TaskCompletionSource? _gate;
    private int _waiting;

    public event EventHandler<QuotaPauseEventArgs>? QuotaPaused;

    public ModelFingerprint Fingerprint { get; set; } = new("test", "model", 768, 1);

    public int MaxBatchItems { get; set; } = 100;

    public int Concurrency { get; set; } = 4;

    public decimal PricePerMillionTokens => 1_000_000;

    /// <summary>A text that holds this is refused with the whole call.</summary>
    internal string? Poison { get; set; }

    /// <summary>Thrown by the next call, once.</summary>
    internal Exception? Next { get; set; }

    /// <summary>From this many embedded texts on, calls hang until they are cancelled or let go.</summary>
    internal int? HangsAfter { get; set; }

    /// <summary>Called when the provider has answered, before the caller hears of it.</summary>
    internal Action? Embedded { get; set; }

    internal int Calls { get; private set; }

    /// <summary>How often each text was embedded.</summary>
    internal IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Calls that hang now.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>As a provider that has refused a call for its quota.</summary>
    internal void PauseForQuota(DateTimeOffset until) => QuotaPaused?.Invoke(this, new QuotaPauseEventArgs("test", until));

    internal void Reset()
    {
        _counts.Clear();
        Calls = 0;
    }

    /// <summary>Ends all hanging, whatever was cancelled.</summary>
    internal void LetGo()
    {
        HangsAfter = null;
        _gate?.TrySetResult();
    }

    public async Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, EmbeddingTask task, CancellationToken cancellationToken)
    {
        Calls++;
        await Task.Yield();
        if (HangsAfter <= _counts.Count)
        {
            await HangAsync(cancellationToken);
        }

        if (Next is { } failure)
        {
            Next = null;
            throw failure;
        }

        if (Poison is not null && texts.Any(text => text.Contains(Poison, StringComparison.Ordinal)))
        {
            throw new EmbeddingException(new Problem(Refused, "The text is poisoned."), EmbeddingFailure.Record);
        }

        foreach (var text in texts)
        {
            _counts.AddOrUpdate(text, 1, (_, count) => count + 1);
        }

        var result = await _inner.EmbedAsync(texts, task, cancellationToken);
        Embedded?.Invoke();
        return result with { Tokens = texts.Count };
    }

    private async Task HangAsync(CancellationToken cancellationToken)
    {
        _gate ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref _waiting);
        try
        {
            await _gate.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
