using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Gemini;
using SyncAdmin.Core.Models.Limits;
using Xunit;

namespace SyncAdmin.Tests.Models;

/// <summary>Gemini's client with its gate, against a real server that misbehaves; seen through <see cref="IEmbedder"/>, as everybody uses it.</summary>
public sealed class GeminiClientTests : IAsyncLifetime, ILogger, IDisposable
{
    private readonly ImpatientTime _time = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly GeminiOptions _options = new() { ApiKey = FakeGemini.ApiKey };
    private FakeGemini _server = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeGemini.StartAsync();
        _options.BaseUrl = new Uri(_server.BaseUrl);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(FakeGemini.First, EmbeddingTask.Document, "RETRIEVAL_DOCUMENT", "sierra \"de\" calar ñ")]
    [InlineData(FakeGemini.First, EmbeddingTask.Query, "RETRIEVAL_QUERY", "sierra \"de\" calar ñ")]
    [InlineData(FakeGemini.Second, EmbeddingTask.Document, null, "title: none | text: sierra \"de\" calar ñ")]
    [InlineData(FakeGemini.Second, EmbeddingTask.Query, null, "task: search result | query: sierra \"de\" calar ñ")]
    public async Task Each_generation_is_told_the_side_in_its_own_way(string model, EmbeddingTask task, string? taskType, string text)
    {
        _options.EmbeddingModel = model;
        _server.KeepsRequests = true;

        await Embedder().EmbedAsync(["sierra \"de\" calar ñ"], task, CancellationToken.None);

        var body = Assert.Single(_server.Requests);
        using var document = JsonDocument.Parse(body);
        var request = Assert.Single(document.RootElement.GetProperty("requests").EnumerateArray());
        Assert.Equal($"models/{model}", request.GetProperty("model").GetString());
        Assert.Equal(taskType, request.TryGetProperty("taskType", out var named) ? named.GetString() : null);
        Assert.Equal(text, request.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString());
        Assert.Equal(768, request.GetProperty("outputDimensionality").GetInt32());
        Assert.Contains("ñ", body, StringComparison.Ordinal); // Escaped, Spanish would take three times the room of the 4 MiB.
    }

    [Fact]
    public async Task A_server_without_usage_is_charged_by_our_estimate()
    {
        _server.Next(new FakeAnswer { Body = """{"embeddings":[{"values":[""" + string.Join(',', Enumerable.Repeat("0.5", 768)) + "]}]}" });

        Assert.Equal(3, (await EmbedAsync("abc 12")).Tokens);
    }

    [Theory]
    [InlineData(FakeGemini.First, 2_000)]
    [InlineData(FakeGemini.Second, 8_144)]
    public async Task A_text_beyond_the_limit_is_cut_and_counted(string model, int tokens)
    {
        _options.EmbeddingModel = model;

        var result = await EmbedAsync(string.Concat(Enumerable.Repeat("7", 10_000)), "corto");

        Assert.Equal(1, result.Truncated);
        Assert.Equal(1, _server.EmbedCounts[new string('7', tokens)]);
    }

    [Fact]
    public async Task A_batch_of_more_than_four_mebibytes_goes_in_several_calls()
    {
        _options.EmbeddingModel = FakeGemini.Second;
        var texts = Enumerable.Range(0, 100).Select(number => $"{number} " + string.Concat(Enumerable.Repeat("a b ", 12_000))).ToArray(); // 4.8 MB

        var result = await EmbedAsync(texts);

        Assert.Equal((100, 2, 100), (result.Vectors.Count, _server.Calls, _server.Items));
        Assert.Equal(_server.EmbedCounts.Keys.Sum(FakeModelServer.Tokens), result.Tokens);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task A_passing_failure_is_retried(int status)
    {
        _server.Next(FakeGemini.Error(status, "UNAVAILABLE", "The model is overloaded."), FakeGemini.Error(status, "UNAVAILABLE", "The model is overloaded."));

        await EmbedAsync("uno");

        Assert.Equal((3, 1), (_server.Calls, _server.EmbedCounts["uno"]));
    }

    [Fact]
    public async Task A_body_that_breaks_off_or_is_no_JSON_or_lacks_a_vector_is_retried()
    {
        _server.Next(FakeAnswer.CutOff, FakeAnswer.Html, FakeAnswer.WrongCount, new FakeAnswer { Body = "null" });

        Assert.Equal(2, (await EmbedAsync("uno", "dos")).Vectors.Count);
        Assert.Equal(5, _server.Calls);
    }

    [Fact]
    public async Task A_minutes_quota_is_waited_for_as_long_as_RetryInfo_says()
    {
        _server.Next(FakeGemini.TooManyRequests("7.5s"));

        await EmbedAsync("uno");

        Assert.Equal(TimeSpan.FromSeconds(7.75), _time.Waits.First()); // And half of half a second of jitter.
        Assert.Equal(2, _server.Calls);
    }

    [Fact]
    public async Task A_refusal_without_a_body_is_retried()
    {
        _server.Next(FakeGemini.EmptyRefusal, FakeGemini.EmptyRefusal);

        await EmbedAsync("uno");

        Assert.Equal(3, _server.Calls);
    }

    [Fact]
    public async Task A_daily_quota_is_not_retried_and_says_midnight_Pacific()
    {
        _server.Next(FakeGemini.DailyQuota);

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3030", EmbeddingFailure.Quota, 1), (exception.Problem.Code, exception.Failure, _server.Calls));
        Assert.InRange(exception.RetryAfter!.Value - PacificDay.NextMidnight(TimeProvider.System.GetUtcNow()), TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("2026-11-22T03:00:00Z", "2026-11-22T08:00:00Z")]
    [InlineData("2026-11-22T08:00:00Z", "2026-11-23T08:00:00Z")]
    [InlineData("2026-07-01T06:59:59Z", "2026-07-01T07:00:00Z")]
    [InlineData("2026-03-07T20:00:00Z", "2026-03-08T08:00:00Z")] // The clocks go forward two hours after this midnight,
    [InlineData("2026-03-08T20:00:00Z", "2026-03-09T07:00:00Z")] // and the next one comes after 23 hours;
    [InlineData("2026-11-01T08:00:00Z", "2026-11-02T08:00:00Z")] // in autumn after 25.
    public void Midnight_in_Los_Angeles_respects_daylight_saving(string now, string midnight) =>
        Assert.Equal(Moment(midnight), PacificDay.NextMidnight(Moment(now)));

    [Theory]
    [InlineData("2026-11-22T07:59:30Z", 60)]
    [InlineData("2026-11-22T07:00:00Z", 3600)]
    [InlineData("2026-11-22T08:00:00Z", 60)] // Our clock may be ahead of Google's:
    [InlineData("2026-11-22T08:04:59Z", 60)] // that is no reason to lose a day.
    [InlineData("2026-11-22T08:05:00Z", 24 * 3600 - 300)]
    public void A_daily_quota_is_asked_for_again_in_the_first_minutes_of_the_day(string now, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), PacificDay.UntilRenewed(Moment(now)));

    [Theory]
    [InlineData("99999999s")]
    [InlineData("400000000000s")]
    public async Task A_delay_of_years_is_a_day(string delay)
    {
        _server.Next(FakeGemini.TooManyRequests(delay));

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(EmbeddingFailure.Quota, exception.Failure);
        Assert.InRange(exception.RetryAfter!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(24), TimeSpan.FromHours(25));
    }

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT", "SYNC-3006", EmbeddingFailure.Record)]
    [InlineData(400, "FAILED_PRECONDITION", "SYNC-3009", EmbeddingFailure.Provider)]
    [InlineData(401, "UNAUTHENTICATED", "SYNC-3003", EmbeddingFailure.Provider)]
    [InlineData(403, "PERMISSION_DENIED", "SYNC-3003", EmbeddingFailure.Provider)]
    [InlineData(404, "NOT_FOUND", "SYNC-3004", EmbeddingFailure.Provider)]
    public async Task A_refusal_is_never_retried_and_says_whose_fault_it_is(int status, string name, string code, EmbeddingFailure failure)
    {
        _server.Next(FakeGemini.Error(status, name, "User location is not supported."));

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal((code, failure, 1), (exception.Problem.Code, exception.Failure, _server.Calls));
    }

    [Fact]
    public async Task A_refusal_of_the_dimensions_is_the_configurations_fault()
    {
        var violation = new Dictionary<string, object?>
        {
            ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
            ["fieldViolations"] = new[] { new { field = "requests[0].output_dimensionality", description = "too large" } },
        };
        _server.Next(FakeGemini.Error(400, "INVALID_ARGUMENT", "Bad.", violation) is var error ? error with { Body = $"[{error.Body}]" } : error);

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3009", EmbeddingFailure.Provider), (exception.Problem.Code, exception.Failure));
    }

    [Fact]
    public async Task A_model_that_does_not_exist_is_said_by_name()
    {
        _options.EmbeddingModel = "text-embedding-004";

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal("SYNC-3004", exception.Problem.Code);
        Assert.Contains("for model 'text-embedding-004'", exception.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_hangs_is_given_up_and_retried()
    {
        _options.TimeoutSeconds = 1;
        _server.Next(FakeAnswer.Hang);

        await EmbedAsync("uno");

        Assert.Equal(2, _server.Calls);
    }

    [Fact]
    public async Task A_vector_of_another_length_is_the_configurations_fault()
    {
        _server.Next(FakeAnswer.WrongLength);

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3007", EmbeddingFailure.Provider), (exception.Problem.Code, exception.Failure));
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("0")]
    public async Task A_vector_without_a_direction_is_the_records_fault(string number)
    {
        _server.Always = new FakeAnswer { Number = number };

        var exception = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3008", EmbeddingFailure.Record), (exception.Problem.Code, exception.Failure));
    }

    [Fact]
    public async Task The_key_is_in_no_message_and_no_log_line()
    {
        _server.Next(FakeGemini.InvalidKey);
        var refused = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));
        _server.Next(FakeGemini.Error(500, "INTERNAL", $"Broke down while serving {FakeGemini.ApiKey}"), FakeGemini.Error(400, "INVALID_ARGUMENT", $"Bad request of {FakeGemini.ApiKey}"));
        var rejected = await Assert.ThrowsAsync<EmbeddingException>(() => EmbedAsync("uno"));

        Assert.Equal(("SYNC-3003", EmbeddingFailure.Provider), (refused.Problem.Code, refused.Failure));
        var said = string.Join('\n', [.. _log, refused.ToString(), rejected.ToString()]);
        Assert.Contains("Broke down", said, StringComparison.Ordinal);
        Assert.DoesNotContain("AIza", said, StringComparison.Ordinal);
    }

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Enqueue(formatter(state, exception) + exception);

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private ProviderEmbedder Embedder() => new(
        new GatedEmbeddingGenerator(
            new GeminiEmbeddingGenerator(new GeminiClient(_http, _options, TimeProvider.System)),
            new ModelGate("gemini", GeminiModel.Limits(_options), new MemoryModelMeter(TimeProvider.System), _time, () => 0.5, this)),
        GeminiModel.Describe(_options),
        TimeProvider.System);

    private Task<EmbeddingResult> EmbedAsync(params string[] texts) => Embedder().EmbedAsync(texts, EmbeddingTask.Document, CancellationToken.None);
}
