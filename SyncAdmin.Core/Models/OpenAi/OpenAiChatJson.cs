using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>Reads and writes <see cref="OpenAiChat"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAiChat.Request))]
[JsonSerializable(typeof(OpenAiChat.Response))]
internal sealed partial class OpenAiChatJson : JsonSerializerContext
{
    /// <summary>For requests: a + in base64 as \u002B would take six times the room.</summary>
    internal static OpenAiChatJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
