using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Gemini;
using SyncAdmin.Core.Models.Limits;
using SyncAdmin.Core.Models.OpenAi;

namespace SyncAdmin.Tests.Models;

/// <summary>A provider's whole client (generator, gate, embedder) against its fake; its waits take no time, so that retries don't.</summary>
internal sealed class ProviderUnderTest : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ModelGate _gate;

    private ProviderUnderTest(FakeModelServer server, string name, Func<HttpClient, (ModelLimits Limits, EmbeddingModel Model, IProviderEmbeddings Generator)> compose)
    {
        Server = server;
        var (limits, model, generator) = compose(_http);
        Model = model;
        _gate = new ModelGate(name, limits, new MemoryModelMeter(TimeProvider.System), new ImpatientTime(), () => 0.5, NullLogger.Instance);
        Embedder = new ProviderEmbedder(new GatedEmbeddingGenerator(generator, _gate), model, TimeProvider.System, _gate);
    }

    internal FakeModelServer Server { get; }

    internal EmbeddingModel Model { get; }

    internal IEmbedder Embedder { get; }

    /// <summary>How this provider refuses a call for a minute's quota, with the delay that it asks for.</summary>
    internal FakeAnswer QuotaWithDelay { get; private init; } = null!;

    /// <summary>How it refuses one for a quota that no minutes renew.</summary>
    internal FakeAnswer QuotaForLong { get; private init; } = null!;

    /// <summary>The code of that refusal.</summary>
    internal ErrorDefinition LongQuotaError { get; private init; } = null!;

    /// <param name="name"><c>gemini</c> or <c>openai</c>.</param>
    internal static async Task<ProviderUnderTest> StartAsync(string name) => name == "gemini" ? Gemini(await FakeGemini.StartAsync()) : OpenAi(await FakeOpenAi.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _gate.Dispose();
        await Server.DisposeAsync();
    }

    private static ProviderUnderTest Gemini(FakeGemini server)
    {
        var options = new GeminiOptions { ApiKey = FakeGemini.ApiKey, BaseUrl = new Uri(server.BaseUrl), TimeoutSeconds = 2, PricePerMillionTokens = 1_000_000 };
        return new ProviderUnderTest(server, "gemini", http => (
            GeminiModel.Limits(options), GeminiModel.Describe(options), new GeminiEmbeddingGenerator(new GeminiClient(http, options, TimeProvider.System))))
        {
            QuotaWithDelay = FakeGemini.TooManyRequests("30s"),
            QuotaForLong = FakeGemini.DailyQuota,
            LongQuotaError = ErrorCatalog.ModelDailyQuotaExceeded,
        };
    }

    private static ProviderUnderTest OpenAi(FakeOpenAi server)
    {
        var options = new OpenAiOptions
        {
            ApiKey = FakeOpenAi.ApiKey,
            BaseUrl = new Uri(server.BaseUrl),
            EmbeddingModel = FakeOpenAi.Model,
            Dimensions = FakeOpenAi.Dimensions,
            TimeoutSeconds = 2,
            PricePerMillionTokens = 1_000_000,
        };
        return new ProviderUnderTest(server, "openai", http => (
            OpenAiModel.Limits(options), OpenAiModel.Describe(options), new OpenAiEmbeddingGenerator(new OpenAiClient(http, options, TimeProvider.System))))
        {
            QuotaWithDelay = FakeAnswer.TooManyRequests("30"),
            QuotaForLong = FakeAnswer.TooManyRequests("7200"),
            LongQuotaError = ErrorCatalog.ModelQuotaExceeded,
        };
    }
}
