using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Local;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Limits;
using SyncAdmin.Core.Models.OpenAi;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Models;

/// <summary>The OpenAI-compatible client with its retry, against a real server that misbehaves; seen through <see cref="IEmbedder"/>, as everybody uses it.</summary>
public sealed class OpenAiClientTests : IAsyncLifetime, ILogger, IDisposable
{
    private readonly ImpatientTime _time = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly OpenAiOptions _options = new() { ApiKey = FakeOpenAi.ApiKey, EmbeddingModel = FakeOpenAi.Model, Dimensions = FakeOpenAi.Dimensions };
    private FakeOpenAi _server = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeOpenAi.StartAsync();
        _options.BaseUrl = new Uri(_server.BaseUrl);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Texts_come_back_as_unit_vectors_in_their_order_with_the_tokens_charged()
    {
        _server.Next(FakeAnswer.Reversed);

        var result = await EmbedAsync("taladro", "martillo", "llave inglesa");

        Assert.Equal(["taladro", "martillo", "llave inglesa"], result.Vectors.Select(Nearest));
        Assert.Equal(FakeOpenAi.Tokens("taladro") + FakeOpenAi.Tokens("martillo") + FakeOpenAi.Tokens("llave inglesa"), result.Tokens);
        Assert.Equal(0, result.Truncated);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(true, true)]
    public async Task The_request_is_what_the_API_reference_says_and_names_dimensions_only_when_told(bool? sendDimensions, bool named)
    {
        _server.KeepsRequests = true;
        _options.SendDimensions = sendDimensions;

        await EmbedAsync("uno", "dos");

        using var request = JsonDocument.Parse(Assert.Single(_server.Requests));
        Assert.Equal(FakeOpenAi.Model, request.RootElement.GetProperty("model").GetString());
        Assert.Equal("float", request.RootElement.GetProperty("encoding_format").GetString());
        Assert.Equal(["uno", "dos"], request.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal(named, request.RootElement.TryGetProperty("dimensions", out var dimensions) && dimensions.GetInt32() == FakeOpenAi.Dimensions);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_passing_failure_is_retried(int status)
    {
        _server.Next(FakeAnswer.Error(status), FakeAnswer.Error(status));

        await EmbedAsync("uno");

        Assert.Equal(3, _server.Calls);
        Assert.Equal(1, _server.EmbedCounts["uno"]);
    }

    [Fact]
    public async Task A_body_that_breaks_off_or_is_no_JSON_or_lacks_a_vector_is_retried()
    {
        _server.Next(FakeAnswer.CutOff, FakeAnswer.Html, FakeAnswer.WrongCount);

        var result = await EmbedAsync("uno", "dos");

        Assert.Equal(2, result.Vectors.Count);
        Assert.Equal(4, _server.Calls);
    }

    [Theory]
    [InlineData(400, "SYNC-3006", EmbeddingFailure.Record)]
    [InlineData(413, "SYNC-3006", EmbeddingFailure.Record)]
    [InlineData(422, "SYNC-3006", EmbeddingFailure.Record)]
    [InlineData(401, "SYNC-3003", EmbeddingFailure.Provider)]
    [InlineData(403, "SYNC-3003", EmbeddingFailure.Provider)]
    [InlineData(404, "SYNC-3004", EmbeddingFailure.Provider)]
    [InlineData(301, "SYNC-3004", EmbeddingFailure.Provider)]
    public async Task A_refusal_is_never_retried_and_says_whose_fault_it_is(int status, string code, EmbeddingFailure failure)
    {
        _server.Next(FakeAnswer.Error(status));

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal((code, failure), (exception.Problem.Code, exception.Failure));
        Assert.Equal(1, _server.Calls);
    }

    [Fact]
    public async Task A_400_about_the_model_is_the_configurations_fault()
    {
        _server.Next(FakeAnswer.Error(400, "This model does not support specifying dimensions", parameter: "dimensions"));

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3009", EmbeddingFailure.Provider), (exception.Problem.Code, exception.Failure));
    }

    [Fact]
    public async Task A_marked_text_is_refused_with_its_batch_and_passes_without_it()
    {
        _server.RejectedMarker = "☠";

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno", "do☠s"));
        await EmbedAsync("uno");

        Assert.Equal(EmbeddingFailure.Record, exception.Failure);
        Assert.Equal(1, _server.Items);
    }

    [Fact]
    public async Task Waits_grow_are_jittered_and_never_shorter_than_the_server_asked()
    {
        _server.Next(FakeAnswer.Error(500), FakeAnswer.Error(500), FakeAnswer.TooManyRequests("7"));

        await EmbedAsync("uno");

        // The test's random number is 0.5: half of 0.5 s, of 1 s, and 7 s + half of 2 s. (The gate's own wait comes after: on this clock the 8 s took no time.)
        Assert.Equal([TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(8)], _time.Waits.Take(3));
    }

    [Fact]
    public async Task After_the_last_retry_a_429_is_a_matter_of_quota()
    {
        _server.Next([.. Enumerable.Repeat(FakeAnswer.TooManyRequests("1"), ModelRetry.MaxQuotaRetries + 1)]);

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3005", EmbeddingFailure.Quota), (exception.Problem.Code, exception.Failure));
        Assert.NotNull(exception.RetryAfter);
        Assert.Equal(ModelRetry.MaxQuotaRetries + 1, _server.Calls);
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_is_not_waited_for()
    {
        _server.Next(FakeAnswer.TooManyRequests("3600"));

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(EmbeddingFailure.Quota, exception.Failure);
        Assert.InRange(exception.RetryAfter!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        Assert.Equal(1, _server.Calls);
    }

    [Fact]
    public async Task A_date_in_Retry_After_is_understood()
    {
        _server.Next(FakeAnswer.TooManyRequests(TimeProvider.System.GetUtcNow().AddHours(2).ToString("R")));

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.InRange(exception.RetryAfter!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(118), TimeSpan.FromMinutes(121));
    }

    [Fact]
    public async Task Used_up_credit_is_not_retried()
    {
        _server.Next(FakeAnswer.Error(429, "You exceeded your current quota", "insufficient_quota"));

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(EmbeddingFailure.Quota, exception.Failure);
        Assert.Equal(1, _server.Calls);
    }

    [Fact]
    public async Task A_server_that_stays_down_is_unreachable()
    {
        _options.BaseUrl = new Uri($"http://127.0.0.1:{FreePort.Next()}/v1");

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3001", EmbeddingFailure.Unreachable), (exception.Problem.Code, exception.Failure));
        Assert.Equal(ModelRetry.MaxRetries, _time.Waits.Count);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_given_up_and_retried()
    {
        _options.TimeoutSeconds = 1;
        _server.Next(FakeAnswer.Hang);

        await EmbedAsync("uno");

        Assert.Equal(2, _server.Calls);
        Assert.Contains(_log, line => line.Contains("did not answer within 1 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_ends_a_hanging_call_at_once()
    {
        _server.Hangs = true;
        await Soon.IsAsync(TimeSpan.FromSeconds(1), async () =>
        {
            using var cancel = new CancellationTokenSource();
            var cancelling = CancelOnceItHangsAsync(cancel);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Embedder().EmbedAsync(["uno"], EmbeddingTask.Document, cancel.Token));
            return (await cancelling).Elapsed;
        });
    }

    [Fact]
    public async Task A_vector_of_another_length_is_the_configurations_fault()
    {
        _server.Next(FakeAnswer.WrongLength);

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3007", EmbeddingFailure.Provider), (exception.Problem.Code, exception.Failure));
        Assert.Contains("3 numbers; 768 are configured", exception.Problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("0")]
    [InlineData("null")]
    public async Task A_vector_without_a_direction_is_the_records_fault(string number)
    {
        _server.Next([.. Enumerable.Repeat(new FakeAnswer { Number = number }, 6)]);

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3008", EmbeddingFailure.Record), (exception.Problem.Code, exception.Failure));
    }

    [Fact]
    public async Task A_text_beyond_the_limit_is_cut_between_characters_and_counted()
    {
        _options.MaxTextCharacters = 100;
        _server.KeepsRequests = true;

        var result = await EmbedAsync(new string('x', 99) + "🔧🔧", "corto");

        Assert.Equal(1, result.Truncated);
        Assert.Equal(1, _server.EmbedCounts[new string('x', 99)]);
    }

    [Fact]
    public async Task The_key_is_in_no_message_and_no_log_line()
    {
        _options.ApiKey = "sk-a-wrong-key-that-the-server-repeats";
        var refused = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));
        _options.ApiKey = FakeOpenAi.ApiKey;
        _server.Next(FakeAnswer.Error(500, $"Broke down while serving Bearer {FakeOpenAi.ApiKey}"), FakeAnswer.Error(400, $"Bad request of {FakeOpenAi.ApiKey}"));
        var rejected = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        var said = string.Join('\n', [.. _log, refused.ToString(), rejected.ToString()]);
        Assert.Contains("Broke down", said, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", said, StringComparison.Ordinal);
    }

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Enqueue(formatter(state, exception) + exception);

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    private async Task<Stopwatch> CancelOnceItHangsAsync(CancellationTokenSource cancel)
    {
        await Eventually.IsTrueAsync(() => Task.FromResult(_server.Hanging == 1), TimeSpan.FromSeconds(10), () => "no call arrived");
        var clock = Stopwatch.StartNew();
        await cancel.CancelAsync();
        return clock;
    }

    private ProviderEmbedder Embedder() => new(
        new GatedEmbeddingGenerator(
            new OpenAiEmbeddingGenerator(new OpenAiClient(_http, _options, TimeProvider.System)),
            new ModelGate("openai", OpenAiModel.Limits(_options), new MemoryModelMeter(TimeProvider.System), _time, () => 0.5, this)),
        OpenAiModel.Describe(_options),
        TimeProvider.System);

    private Task<EmbeddingResult> EmbedAsync(params string[] texts) => Embedder().EmbedAsync(texts, EmbeddingTask.Document, CancellationToken.None);

    private static string Nearest(ReadOnlyMemory<float> vector) =>
        new[] { "taladro", "martillo", "llave inglesa" }.MaxBy(text => System.Numerics.Tensors.TensorPrimitives.Dot(vector.Span, LocalEmbedder.Embed(text)))!;
}
