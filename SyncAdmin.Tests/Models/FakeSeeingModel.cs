using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyncAdmin.Core.Vision;

namespace SyncAdmin.Tests.Models;

/// <summary>
/// Speaks Gemini's <c>:generateContent</c> and OpenAI's <c>/v1/chat/completions</c> with pictures and response schemas, and refuses requests that are not
/// as those two take them. Answers <see cref="Answer"/> unless told otherwise.
/// </summary>
internal sealed class FakeSeeingModel : FakeModelServer
{
    internal const string Model = "fake-seeing";
    internal const string GeminiKey = "AIza-fake-key-that-must-never-be-logged";
    internal const string OpenAiKey = "sk-fake-key-that-must-never-be-logged";

    private const string Gemini = "gemini";
    private const string OpenAi = "openai";

    /// <summary>What it sees: the model's words.</summary>
    internal string Answer { get; set; } = """{"description":"Taladro percutor rojo","brand":"Truper","codes":["TP-4471"],"words":["TALADRO","750W"]}""";

    /// <summary>The picture of the last request, and its type.</summary>
    internal (string MediaType, byte[] Bytes)? LastImage { get; private set; }

    internal string Address => Origin;

    internal static Task<FakeSeeingModel> StartAsync() => StartAsync(new FakeSeeingModel());

    internal (string Key, string Value)[] Settings(string provider) =>
    [
        ("Vision:Provider", provider),
        ("Models:Gemini:BaseUrl", Origin), ("Models:Gemini:ApiKey", GeminiKey), ("Models:Gemini:VisionModel", Model),
        ("Models:OpenAI:BaseUrl", Origin + "/v1"), ("Models:OpenAI:ApiKey", OpenAiKey), ("Models:OpenAI:VisionModel", Model),
    ];

    /// <summary>An answer with these words and this reason to end.</summary>
    internal static FakeAnswer Ends(string provider, string reason, string? text = null) => new()
    {
        Body = provider == Gemini
            ? JsonSerializer.Serialize(new { candidates = new[] { new { content = new { role = "model", parts = text is null ? [] : new[] { new { text } } }, finishReason = reason } }, usageMetadata = new { totalTokenCount = 100 } })
            : JsonSerializer.Serialize(new { choices = new[] { new { message = new { role = "assistant", content = text }, finish_reason = reason } }, usage = new { prompt_tokens = 90, total_tokens = 100 } }),
    };

    /// <summary>Refused before or while answering, each in its own way.</summary>
    internal static FakeAnswer Declines(string provider) => new()
    {
        Body = provider == Gemini
            ? """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":90}}"""
            : """{"choices":[{"message":{"role":"assistant","content":null,"refusal":"I can't help with that."},"finish_reason":"stop"}]}""",
    };

    protected override FakeAnswer RejectedText => FakeAnswer.Error(400, "Rejected");

    protected override void Map(WebApplication app)
    {
        app.MapPost("/v1beta/models/" + Model + ":generateContent", AnswerAsync);
        app.MapPost("/v1/chat/completions", AnswerAsync);
    }

    protected override (string[] Texts, FakeAnswer? Refusal) Read(HttpContext context, string body)
    {
        var request = JsonSerializer.Deserialize<JsonElement>(body);
        return context.Request.Path.StartsWithSegments("/v1beta", StringComparison.Ordinal) ? ReadGemini(context, request) : ReadOpenAi(context, request);
    }

    protected override string Body(string[] texts, FakeAnswer answer) => Ends(texts[0], texts[0] == Gemini ? "STOP" : "stop", Answer).Body!;

    private (string[] Texts, FakeAnswer? Refusal) ReadGemini(HttpContext context, JsonElement request)
    {
        if (context.Request.Headers["x-goog-api-key"] != GeminiKey)
        {
            return ([], FakeGemini.InvalidKey);
        }

        var config = request.GetProperty("generationConfig");
        var schema = config.GetProperty("responseSchema");
        var parts = request.GetProperty("contents")[0].GetProperty("parts");
        foreach (var part in parts.EnumerateArray())
        {
            if (part.TryGetProperty("inline_data", out var data))
            {
                LastImage = (data.GetProperty("mime_type").GetString()!, data.GetProperty("data").GetBytesFromBase64());
            }
        }

        var isAsAgreed = config.GetProperty("responseMimeType").GetString() == "application/json"
            && schema.GetProperty("type").GetString() == "OBJECT"
            && schema.GetProperty("properties").EnumerateObject().All(property => property.Value.GetProperty("type").GetString() is "STRING" or "ARRAY" or "NUMBER" or "INTEGER" or "BOOLEAN" or "OBJECT")
            && !schema.TryGetProperty("additionalProperties", out _)
            && request.GetProperty("systemInstruction").GetProperty("parts")[0].GetProperty("text").GetString() is { Length: > 0 };
        return isAsAgreed
            ? ([Gemini, .. parts.EnumerateArray().Where(part => part.TryGetProperty("text", out _)).Select(part => part.GetProperty("text").GetString()!)], null)
            : ([], FakeGemini.Error(400, "INVALID_ARGUMENT", "Invalid JSON payload received. Unknown name."));
    }

    private (string[] Texts, FakeAnswer? Refusal) ReadOpenAi(HttpContext context, JsonElement request)
    {
        if (context.Request.Headers.Authorization != $"Bearer {OpenAiKey}")
        {
            return ([], FakeAnswer.Error(401, "Incorrect API key provided", "invalid_api_key"));
        }

        var format = request.GetProperty("response_format");
        var schema = format.GetProperty("json_schema").GetProperty("schema");
        var user = request.GetProperty("messages").EnumerateArray().Single(message => message.GetProperty("role").GetString() == "user").GetProperty("content");
        foreach (var part in user.EnumerateArray())
        {
            if (part.GetProperty("type").GetString() == "image_url" && part.GetProperty("image_url").GetProperty("url").GetString()!.Split([':', ';', ',']) is ["data", var type, "base64", var data])
            {
                LastImage = (type, Convert.FromBase64String(data));
            }
        }

        var members = schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
        var isAsAgreed = request.GetProperty("model").GetString() == Model
            && format.GetProperty("type").GetString() == "json_schema"
            && format.GetProperty("json_schema").GetProperty("strict").GetBoolean()
            && !schema.GetProperty("additionalProperties").GetBoolean()
            && members.SequenceEqual(schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
        return isAsAgreed
            ? ([OpenAi, .. user.EnumerateArray().Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text").GetString()!)], null)
            : ([], FakeAnswer.Error(400, "Invalid schema for response_format 'answer'", parameter: "response_format"));
    }
}
