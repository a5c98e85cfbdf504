using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Embeddings;

/// <summary>
/// A provider's generator as the engine and the search use it: texts cut to the model's limit, calls to the provider's limit of bytes, vectors
/// checked and normalised, failures sorted.
/// </summary>
internal sealed class ProviderEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddingModel model, TimeProvider time, ModelGate? gate = null) : IEmbedder
{
    public event EventHandler<QuotaPauseEventArgs> QuotaPaused
    {
        add => gate?.Paused += value;
        remove => gate?.Paused -= value;
    }

    public ModelFingerprint Fingerprint => model.Fingerprint;

    public int MaxBatchItems => model.MaxBatchItems;

    // Twice: while as many answers as may come together are read, checked and stored, a whole round of calls stands ready at the gate. It lets no
    // more through than the key allows.
    public int Concurrency => 2 * model.Concurrency;

    public decimal PricePerMillionTokens => model.PricePerMillionTokens;

    public ModelSpeed? Speed => gate?.Speed;

    public Task<EmbeddingForecast> ForecastAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Task.FromResult(new EmbeddingForecast(TokenEstimate.Of(texts.Select(model.Cut)), texts.Count, 0));
    }

    public async Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, EmbeddingTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(texts.Count, MaxBatchItems, nameof(texts));
        var sent = texts.Select(model.Cut).ToArray();
        var vectors = new List<ReadOnlyMemory<float>>(sent.Length);
        var tokens = 0L;
        foreach (var range in model.Calls(sent))
        {
            var call = sent[range];
            var answer = await GenerateAsync(call, task == EmbeddingTask.Query ? TextSide.Query : TextSide.Document, cancellationToken);
            vectors.AddRange(answer.Select(embedding => (ReadOnlyMemory<float>)Normalised(embedding.Vector)));
            tokens += answer.Usage?.InputTokenCount ?? TokenEstimate.Of(call);
        }

        return new EmbeddingResult(vectors, tokens, sent.Where((text, index) => text.Length < texts[index].Length).Count());
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(string[] texts, EmbeddingGenerationOptions side, CancellationToken cancellationToken)
    {
        try
        {
            return await generator.GenerateAsync(texts, side, cancellationToken);
        }
        catch (ModelCallException exception)
        {
            var failure = exception.Failure switch
            {
                ModelFailure.Input => EmbeddingFailure.Record,
                ModelFailure.Configuration => EmbeddingFailure.Provider,
                ModelFailure.Quota => EmbeddingFailure.Quota,
                _ => EmbeddingFailure.Unreachable,
            };
            throw new EmbeddingException(exception.Problem, failure, time.GetUtcNow() + exception.RetryAfter, exception);
        }
    }

    private float[] Normalised(ReadOnlyMemory<float> vector)
    {
        if (vector.Length != Fingerprint.Dimensions)
        {
            throw new EmbeddingException(
                new Problem(ErrorCatalog.VectorLengthWrong, $"Model '{Fingerprint.Model}' answered vectors of {vector.Length} numbers; {Fingerprint.Dimensions} are configured."),
                EmbeddingFailure.Provider);
        }

        var length = TensorPrimitives.Norm(vector.Span);
        if (!float.IsFinite(length) || length == 0)
        {
            throw new EmbeddingException(
                new Problem(ErrorCatalog.VectorUnusable, $"Model '{Fingerprint.Model}' answered a vector that holds no direction (zeros, NaN or infinite numbers)."),
                EmbeddingFailure.Record);
        }

        var normalised = new float[vector.Length];
        TensorPrimitives.Divide(vector.Span, length, normalised);
        return normalised;
    }
}
