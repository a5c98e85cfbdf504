using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Embeddings;

/// <summary>A provider's generator as the engine and the search use it: texts cut to the model's limit, vectors checked and normalised, failures sorted.</summary>
internal sealed class ProviderEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddingModel model, TimeProvider time) : IEmbedder
{
    /// <summary>Where a server does not say what it charged for.</summary>
    private const int CharactersPerToken = 4;

    public ModelFingerprint Fingerprint => model.Fingerprint;

    public int MaxBatchItems => model.MaxBatchItems;

    public int Concurrency => model.Concurrency;

    public decimal PricePerMillionTokens => model.PricePerMillionTokens;

    // The task is for models that embed the two sides of a search differently; OpenAI's do not.
    public async Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, EmbeddingTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(texts.Count, MaxBatchItems, nameof(texts));
        if (texts.Count == 0)
        {
            return new EmbeddingResult([], Tokens: 0);
        }

        var truncated = texts.Count(text => text.Length > model.MaxTextCharacters);
        var sent = truncated == 0 ? texts : [.. texts.Select(Cut)];
        var answer = await GenerateAsync(sent, cancellationToken);
        var vectors = new ReadOnlyMemory<float>[texts.Count];
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index] = Normalised(answer[index].Vector);
        }

        return new EmbeddingResult(vectors, answer.Usage?.InputTokenCount ?? sent.Sum(text => (text.Length + CharactersPerToken - 1L) / CharactersPerToken), truncated);
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        try
        {
            return await generator.GenerateAsync(texts, options: null, cancellationToken);
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

    private string Cut(string text)
    {
        if (text.Length <= model.MaxTextCharacters)
        {
            return text;
        }

        // Half of an emoji is not a character: JSON would carry a replacement sign.
        var length = char.IsHighSurrogate(text[model.MaxTextCharacters - 1]) ? model.MaxTextCharacters - 1 : model.MaxTextCharacters;
        return text[..length];
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
