using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>Reads and writes <see cref="GeminiGeneration"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GeminiGeneration.Request))]
[JsonSerializable(typeof(GeminiGeneration.Response))]
internal sealed partial class GeminiGenerationJson : JsonSerializerContext
{
    /// <summary>For requests: é and the signs of base64 stay as they are.</summary>
    internal static GeminiGenerationJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
