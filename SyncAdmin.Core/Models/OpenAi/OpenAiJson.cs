using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>Reads and writes <see cref="OpenAiMessages"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAiMessages.Request))]
[JsonSerializable(typeof(OpenAiMessages.Response))]
[JsonSerializable(typeof(OpenAiMessages.ErrorResponse))]
[JsonSerializable(typeof(OpenAiMessages.ModelList))]
internal sealed partial class OpenAiJson : JsonSerializerContext;
