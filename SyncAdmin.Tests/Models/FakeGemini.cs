using System.Buffers;
using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SyncAdmin.Core.Embeddings.Local;

namespace SyncAdmin.Tests.Models;

/// <summary>
/// Speaks Gemini's <c>:batchEmbedContents</c> and <c>GET /v1beta/models</c>, each generation by its own rules: the first wants a task type and leaves
/// its vectors unnormalised, the second refuses one and wants a prefix. At most 100 texts and 4 MiB a call. Counts texts without their prefix.
/// </summary>
internal sealed class FakeGemini : FakeModelServer
{
    internal const string ApiKey = "AIza-fake-key-that-must-never-be-logged";
    internal const string First = "gemini-embedding-001";
    internal const string Second = "gemini-embedding-2";
    internal const int Dimensions = 768;
    private const string DocumentPrefix = "title: none | text: ";
    private const string QueryPrefix = "task: search result | query: ";
    private const int LongestRequest = 4 * 1024 * 1024;

    /// <summary>Goes into <c>Models:Gemini:BaseUrl</c>.</summary>
    internal string BaseUrl => Origin;

    internal static Task<FakeGemini> StartAsync() => StartAsync(new FakeGemini());

    /// <summary>429 as of the free tier: this quota is renewed at midnight Pacific time, whatever RetryInfo says.</summary>
    internal static FakeAnswer DailyQuota { get; } = Error(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details.",
        new Dictionary<string, object?>
        {
            ["@type"] = "type.googleapis.com/google.rpc.QuotaFailure",
            ["violations"] = new[] { new { quotaMetric = "generativelanguage.googleapis.com/embed_content_free_tier_requests", quotaId = "EmbedContentRequestsPerDayPerUserPerProjectPerModel-FreeTier" } },
        },
        RetryInfo("37s"));

    /// <summary>429 without a word.</summary>
    internal static FakeAnswer EmptyRefusal { get; } = new() { Status = 429, Body = "" };

    /// <summary>A wrong key, which is a 400 here; it repeats the key.</summary>
    internal static FakeAnswer InvalidKey { get; } = Error(
        400,
        "INVALID_ARGUMENT",
        $"API key not valid: {ApiKey}. Please pass a valid API key.",
        new Dictionary<string, object?> { ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo", ["reason"] = "API_KEY_INVALID", ["domain"] = "googleapis.com" });

    /// <summary>429 by the minute, with the delay that the server asks for (<c>1.5s</c>).</summary>
    internal static FakeAnswer TooManyRequests(string retryDelay) => Error(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota.",
        new Dictionary<string, object?>
        {
            ["@type"] = "type.googleapis.com/google.rpc.QuotaFailure",
            ["violations"] = new[] { new { quotaMetric = "generativelanguage.googleapis.com/embed_content_requests", quotaId = "EmbedContentRequestsPerMinutePerProjectPerModel" } },
        },
        RetryInfo(retryDelay));

    /// <summary>google.rpc.Status as JSON.</summary>
    internal static FakeAnswer Error(int status, string name, string message, params Dictionary<string, object?>[] details) => new()
    {
        Status = status,
        Body = JsonSerializer.Serialize(new { error = new { code = status, message, status = name, details } }),
    };

    /// <summary>The settings that point a SyncAdmin, in this process or another, at this server.</summary>
    internal Dictionary<string, string?> Settings(string model = First) => new(StringComparer.Ordinal)
    {
        ["Embeddings:Provider"] = "gemini",
        ["Models:Gemini:BaseUrl"] = BaseUrl,
        ["Models:Gemini:ApiKey"] = ApiKey,
        ["Models:Gemini:EmbeddingModel"] = model,
        ["Models:Gemini:Dimensions"] = Dimensions.ToString(CultureInfo.InvariantCulture),
    };

    protected override FakeAnswer RejectedText => Error(400, "INVALID_ARGUMENT", "* EmbedContentRequest.content contains an empty Part.");

    protected override void Map(WebApplication app)
    {
        app.MapPost("/v1beta/models/{call}", AnswerAsync);
        app.MapGet("/v1beta/models", (HttpContext context) => context.Request.Headers["x-goog-api-key"] != ApiKey
            ? Results.Text(InvalidKey.Body, "application/json", statusCode: InvalidKey.Status)
            : context.Request.Query["pageToken"] == "2"
                ? Results.Json(new { models = new[] { Listed(Second, "embedContent"), Listed("gemini-3.5-flash-lite", "generateContent") } })
                : Results.Json(new { models = new[] { Listed(First, "embedContent"), Listed("gemini-3.6-flash", "generateContent") }, nextPageToken = "2" }));
    }

    protected override (string[] Texts, FakeAnswer? Refusal) Read(HttpContext context, string body)
    {
        if (context.Request.Headers["x-goog-api-key"] != ApiKey)
        {
            return ([], InvalidKey);
        }

        var model = context.GetRouteValue("call")?.ToString()?.Split(':') is [First or Second, "batchEmbedContents"] call ? call[0] : null;
        if (model is null)
        {
            return ([], Error(404, "NOT_FOUND", $"models/{context.GetRouteValue("call")} is not found for API version v1beta"));
        }

        if (Encoding.UTF8.GetByteCount(body) > LongestRequest)
        {
            return ([], Error(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 4194304 bytes."));
        }

        using var document = JsonDocument.Parse(body);
        var requests = document.RootElement.GetProperty("requests").EnumerateArray().ToArray();
        return requests.Length > 100
            ? ([], Error(400, "INVALID_ARGUMENT", "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch"))
            : requests.Select(request => Refusal(model, request)).FirstOrDefault(refusal => refusal is not null) is { } refusal
                ? ([], refusal)
                : ([.. requests.Select(request => Text(request) is var text && model == Second ? Unprefixed(text) : Text(request))], null);
    }

    protected override string Body(string[] texts, FakeAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("embeddings");
        foreach (var text in texts.Take(texts.Length + answer.CountChange))
        {
            var vector = LocalEmbedder.Embed(text);
            TensorPrimitives.Multiply(vector, 0.7f, vector); // As the first generation does; the client normalises in any case.
            json.WriteStartObject();
            json.WritePropertyName("values");
            answer.WriteVector(json, vector.AsSpan(0, answer.VectorLength ?? Dimensions));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("usageMetadata");
        json.WriteNumber("promptTokenCount", texts.Sum(Tokens));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static Dictionary<string, object?> RetryInfo(string delay) => new() { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = delay };

    private static object Listed(string model, string method) => new { name = $"models/{model}", supportedGenerationMethods = new[] { method } };

    private static string Text(JsonElement request) => request.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString()!;

    private static string Unprefixed(string text) =>
        text.StartsWith(DocumentPrefix, StringComparison.Ordinal) ? text[DocumentPrefix.Length..] : text[QueryPrefix.Length..];

    private static FakeAnswer? Refusal(string model, JsonElement request)
    {
        var task = request.TryGetProperty("taskType", out var named) ? named.GetString() : null;
        var text = Text(request);
        var isPrefixed = text.StartsWith(DocumentPrefix, StringComparison.Ordinal) || text.StartsWith(QueryPrefix, StringComparison.Ordinal);
        return request.GetProperty("model").GetString() != $"models/{model}" ? Error(400, "INVALID_ARGUMENT", "The models of the batch differ.")
            : model == First && (task is not ("RETRIEVAL_DOCUMENT" or "RETRIEVAL_QUERY") || isPrefixed) ? Error(400, "INVALID_ARGUMENT", "No task type.")
            : model == Second && (task is not null || !isPrefixed) ? Error(400, "INVALID_ARGUMENT", "taskType is not supported by this model.")
            : request.GetProperty("outputDimensionality").GetInt32() != Dimensions ? Error(400, "INVALID_ARGUMENT", "Other dimensions.")
            : null;
    }
}
