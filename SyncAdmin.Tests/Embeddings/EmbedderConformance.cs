using System.Numerics.Tensors;
using SyncAdmin.Core.Embeddings;
using Xunit;

namespace SyncAdmin.Tests.Embeddings;

/// <summary>What the engine and the search rely on, whoever embeds.</summary>
public abstract class EmbedderConformance : IAsyncLifetime
{
    private static readonly string[] Tools = ["taladro percutor", "martillo de bola", "llave inglesa"];

    private protected IEmbedder Embedder { get; private set; } = null!;

    /// <summary>What the fingerprint must say.</summary>
    protected abstract string Fingerprint { get; }

    public async Task InitializeAsync() => Embedder = await CreateAsync();

    public abstract Task DisposeAsync();

    private protected abstract Task<IEmbedder> CreateAsync();

    [Fact]
    public void The_fingerprint_names_provider_model_dimensions_and_prefix_version() => Assert.Equal(Fingerprint, Embedder.Fingerprint.ToString());

    [Fact]
    public void Its_limits_let_the_engine_work() =>
        Assert.True(Embedder is { MaxBatchItems: > 0, Concurrency: > 0, PricePerMillionTokens: >= 0, Fingerprint.Dimensions: > 0 });

    [Fact]
    public async Task Vectors_have_the_length_said_are_of_length_one_and_in_order()
    {
        var together = await EmbedAsync(Tools);
        var apart = new List<EmbeddingResult>();
        foreach (var tool in Tools)
        {
            apart.Add(await EmbedAsync(tool));
        }

        Assert.Equal(Tools.Length, together.Vectors.Count);
        Assert.All(together.Vectors, vector => Assert.Equal(Embedder.Fingerprint.Dimensions, vector.Length));
        Assert.All(together.Vectors, vector => Assert.Equal(1f, TensorPrimitives.Norm(vector.Span), 3));
        for (var i = 0; i < Tools.Length; i++)
        {
            Assert.Equal(1f, TensorPrimitives.Dot(together.Vectors[i].Span, apart[i].Vectors[0].Span), 3);
        }
    }

    [Fact]
    public async Task A_query_finds_the_document_that_it_is_about()
    {
        var documents = await EmbedAsync(Tools);
        var query = await Embedder.EmbedAsync(["martillo"], EmbeddingTask.Query, CancellationToken.None);

        var nearest = documents.Vectors.Select((vector, index) => (Score: TensorPrimitives.Dot(vector.Span, query.Vectors[0].Span), index)).MaxBy(pair => pair.Score).index;

        Assert.Equal("martillo de bola", Tools[nearest]);
    }

    [Fact]
    public async Task A_full_batch_passes_and_a_larger_one_is_a_bug_of_the_caller()
    {
        var texts = Enumerable.Range(0, Math.Min(Embedder.MaxBatchItems, 2_000)).Select(number => $"tornillo {number}").ToArray();

        Assert.Equal(texts.Length, (await EmbedAsync(texts)).Vectors.Count);
        if (Embedder.MaxBatchItems < 2_000)
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => EmbedAsync([.. texts, "uno más"]));
        }
    }

    [Fact]
    public async Task No_text_is_no_call_and_no_cost()
    {
        var nothing = await EmbedAsync();

        Assert.Empty(nothing.Vectors);
        Assert.Equal((0L, 0), (nothing.Tokens, nothing.Truncated));
    }

    [Fact]
    public async Task A_very_long_text_is_embedded()
    {
        var result = await EmbedAsync(string.Concat(Enumerable.Repeat("destornillador aislado nº 7 · ", 4_000)));

        Assert.Single(result.Vectors);
    }

    [Fact]
    public async Task A_cancelled_call_ends()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Embedder.EmbedAsync(["uno"], EmbeddingTask.Document, cancelled.Token));
    }

    private Task<EmbeddingResult> EmbedAsync(params string[] texts) => Embedder.EmbedAsync(texts, EmbeddingTask.Document, CancellationToken.None);
}
