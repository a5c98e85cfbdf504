using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>Reads and writes <see cref="GeminiMessages"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GeminiMessages.BatchRequest))]
[JsonSerializable(typeof(GeminiMessages.BatchResponse))]
[JsonSerializable(typeof(GeminiMessages.ErrorResponse))]
[JsonSerializable(typeof(GeminiMessages.ErrorResponse[]))]
[JsonSerializable(typeof(GeminiMessages.ModelList))]
internal sealed partial class GeminiJson : JsonSerializerContext
{
    /// <summary>For requests: é stays é. As \u00e9 it would take three times the room of the 4 MiB that a call may have.</summary>
    internal static GeminiJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
