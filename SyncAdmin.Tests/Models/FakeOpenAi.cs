using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyncAdmin.Core.Embeddings.Local;

namespace SyncAdmin.Tests.Models;

/// <summary>Speaks OpenAI's <c>POST /v1/embeddings</c> and <c>GET /v1/models</c>: vectors of the local embedder, so that a search finds things.</summary>
internal sealed class FakeOpenAi : FakeModelServer
{
    internal const string ApiKey = "sk-fake-key-that-must-never-be-logged";
    internal const string Model = "fake-embedding";
    internal const int Dimensions = 768;

    /// <summary>Goes into <c>Models:OpenAI:BaseUrl</c>.</summary>
    internal string BaseUrl => Origin + "/v1";

    internal static Task<FakeOpenAi> StartAsync() => StartAsync(new FakeOpenAi());

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

    protected override FakeAnswer RejectedText => FakeAnswer.Error(400, "Invalid 'input[0]': string too long", parameter: "input");

    protected override void Map(WebApplication app)
    {
        app.MapPost("/v1/embeddings", AnswerAsync);
        app.MapGet("/v1/models", (HttpContext context) => context.Request.Headers.Authorization == $"Bearer {ApiKey}"
            ? Results.Json(new { @object = "list", data = new[] { new { id = Model, @object = "model" }, new { id = "fake-vision", @object = "model" } } })
            : Results.Json(new { error = new { message = $"Incorrect API key provided: {context.Request.Headers.Authorization}" } }, statusCode: 401));
    }

    protected override (string[] Texts, FakeAnswer? Refusal) Read(HttpContext context, string body)
    {
        if (context.Request.Headers.Authorization != $"Bearer {ApiKey}")
        {
            return ([], FakeAnswer.Error(401, $"Incorrect API key provided: {context.Request.Headers.Authorization}", "invalid_api_key"));
        }

        using var request = JsonDocument.Parse(body);
        return request.RootElement.GetProperty("model").GetString() is var model && !string.Equals(model, Model, StringComparison.Ordinal)
            ? ([], FakeAnswer.Error(404, $"The model `{model}` does not exist", "model_not_found", "model"))
            : ([.. request.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)], null);
    }

    protected override string Body(string[] texts, FakeAnswer answer)
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
            json.WritePropertyName("embedding");
            answer.WriteVector(json, LocalEmbedder.Embed(texts[index]).AsSpan(0, answer.VectorLength ?? Dimensions));
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
}
