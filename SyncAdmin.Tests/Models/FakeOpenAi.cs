using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Embeddings.Local;

namespace SyncAdmin.Tests.Models;

/// <summary>
/// A real server on loopback that speaks OpenAI's <c>POST /v1/embeddings</c>: vectors of the local embedder, so that a search finds things.
/// It is slow, hangs, refuses and lies on demand, and counts what it was asked. Thread-safe; outlives the processes that are killed beside it.
/// </summary>
internal sealed class FakeOpenAi : IAsyncDisposable
{
    internal const string ApiKey = "sk-fake-key-that-must-never-be-logged";
    internal const string Model = "fake-embedding";
    internal const int Dimensions = 768;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FakeAnswer> _script = new();
    private readonly ConcurrentDictionary<string, int> _embeds = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();
    private int _calls;
    private int _items;
    private int _hanging;
    private int _inFlight;
    private int _mostInFlight;

    private FakeOpenAi(WebApplication app) => _app = app;

    /// <summary>Goes into <c>Models:OpenAI:BaseUrl</c>.</summary>
    internal string BaseUrl => _app.Urls.Single() + "/v1";

    /// <summary>Before each answer.</summary>
    internal TimeSpan Latency { get; set; }

    /// <summary>Every call hangs until its caller hangs up, or until this is false again.</summary>
    internal bool Hangs { get; set; }

    /// <summary>A call with a text that holds this marker is refused as a whole with 400.</summary>
    internal string? RejectedMarker { get; set; }

    /// <summary>Keep the body of each request (<see cref="Requests"/>); off, so that a long sync does not fill the memory.</summary>
    internal bool KeepsRequests { get; set; }

    /// <summary>Requests that arrived, refused ones too.</summary>
    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>Texts embedded: those of calls that got past the refusals, counted on arrival, as a provider charges for them.</summary>
    internal int Items => Volatile.Read(ref _items);

    /// <summary>Calls that hang now.</summary>
    internal int Hanging => Volatile.Read(ref _hanging);

    /// <summary>Most calls at a time so far.</summary>
    internal int MostInFlight => Volatile.Read(ref _mostInFlight);

    /// <summary>How often each text was embedded.</summary>
    internal IReadOnlyDictionary<string, int> EmbedCounts => _embeds;

    /// <summary>Bodies, while <see cref="KeepsRequests"/>.</summary>
    internal IReadOnlyCollection<string> Requests => _requests;

    internal static async Task<FakeOpenAi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders(); // A line per call would drown what the tests print.
        var app = builder.Build();
        var fake = new FakeOpenAi(app);
        app.MapPost("/v1/embeddings", fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    /// <summary>The settings that point a SyncAdmin, in this process or another, at this server.</summary>
    internal Dictionary<string, string?> Settings() => new(StringComparer.Ordinal)
    {
        ["Embeddings:Provider"] = "openai",
        ["Models:OpenAI:BaseUrl"] = BaseUrl,
        ["Models:OpenAI:ApiKey"] = ApiKey,
        ["Models:OpenAI:EmbeddingModel"] = Model,
        ["Models:OpenAI:Dimensions"] = Dimensions.ToString(CultureInfo.InvariantCulture),
        ["Models:OpenAI:PricePerMillionTokens"] = "0.02",
    };

    /// <summary>Answers the next calls like this, one each, in order; then well again.</summary>
    internal void Next(params FakeAnswer[] answers)
    {
        foreach (var answer in answers)
        {
            _script.Enqueue(answer);
        }
    }

    /// <summary>Drops the answers that <see cref="Next"/> still holds: the server is well again.</summary>
    internal void ForgetScript() => _script.Clear();

    /// <summary>Forgets all counts.</summary>
    internal void ResetCounts()
    {
        _calls = _items = _mostInFlight = 0;
        _embeds.Clear();
        _requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        Raise(ref _mostInFlight, Interlocked.Increment(ref _inFlight));
        try
        {
            await AnswerAsync(context, _script.TryDequeue(out var scripted) ? scripted : FakeAnswer.Good);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up or was killed.
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private async Task AnswerAsync(HttpContext context, FakeAnswer answer)
    {
        var (texts, refusal) = await ReadAsync(context);
        if (refusal is not null)
        {
            await WriteAsync(context, refusal, "");
            return;
        }

        if (answer.Hangs || Hangs)
        {
            await HangAsync(() => answer.Hangs || Hangs, context.RequestAborted);
        }

        if (answer.Status == StatusCodes.Status200OK)
        {
            Count(texts);
        }

        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, context.RequestAborted);
        }

        await WriteAsync(context, answer, answer.Body ?? Body(texts, answer));
    }

    private async Task<(string[] Texts, FakeAnswer? Refusal)> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (KeepsRequests)
        {
            _requests.Enqueue(body);
        }

        if (context.Request.Headers.Authorization != $"Bearer {ApiKey}")
        {
            return ([], FakeAnswer.Error(401, $"Incorrect API key provided: {context.Request.Headers.Authorization}", "invalid_api_key"));
        }

        using var request = JsonDocument.Parse(body);
        if (request.RootElement.GetProperty("model").GetString() is var model && !string.Equals(model, Model, StringComparison.Ordinal))
        {
            return ([], FakeAnswer.Error(404, $"The model `{model}` does not exist", "model_not_found", "model"));
        }

        var texts = request.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!).ToArray();
        return RejectedMarker is { } marker && texts.Any(text => text.Contains(marker, StringComparison.Ordinal))
            ? ([], FakeAnswer.Error(400, "Invalid 'input[0]': string too long", parameter: "input"))
            : (texts, null);
    }

    private async Task HangAsync(Func<bool> stillHangs, CancellationToken aborted)
    {
        Interlocked.Increment(ref _hanging);
        try
        {
            while (stillHangs())
            {
                await Task.Delay(20, aborted);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _hanging);
        }
    }

    private void Count(string[] texts)
    {
        Interlocked.Add(ref _items, texts.Length);
        foreach (var text in texts)
        {
            _embeds.AddOrUpdate(text, 1, (_, count) => count + 1);
        }
    }

    private static async Task WriteAsync(HttpContext context, FakeAnswer answer, string body)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        if (answer.RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        var bytes = Encoding.UTF8.GetBytes(answer.Body ?? body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(answer.CutsOff ? bytes.AsMemory(0, bytes.Length / 2) : bytes, context.RequestAborted);
        if (answer.CutsOff)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }

    private static string Body(string[] texts, FakeAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteString("model", Model);
        json.WriteStartArray("data");
        var indexes = Enumerable.Range(0, Math.Max(texts.Length + answer.CountChange, 0));
        foreach (var index in answer.IsReversed ? indexes.Reverse() : indexes)
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", index);
            json.WriteStartArray("embedding");
            foreach (var number in LocalEmbedder.Embed(texts[index]).AsSpan(0, answer.VectorLength ?? Dimensions))
            {
                if (answer.Number is { } raw)
                {
                    json.WriteRawValue(raw, skipInputValidation: true);
                }
                else
                {
                    json.WriteNumberValue(number);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("usage");
        var tokens = texts.Sum(Tokens);
        json.WriteNumber("prompt_tokens", tokens);
        json.WriteNumber("total_tokens", tokens);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What it charges for a text: a token for every four characters begun.</summary>
    internal static int Tokens(string text) => (text.Length + 3) / 4;

    private static void Raise(ref int highest, int value)
    {
        for (var seen = Volatile.Read(ref highest); value > seen; seen = Volatile.Read(ref highest))
        {
            if (Interlocked.CompareExchange(ref highest, value, seen) == seen)
            {
                return;
            }
        }
    }
}
