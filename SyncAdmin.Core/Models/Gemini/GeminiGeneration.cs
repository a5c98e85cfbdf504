using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>The wire format of <c>:generateContent</c> (API reference, v1beta): what we send and what of the answer we read.</summary>
internal static class GeminiGeneration
{
    internal sealed record Request(Content SystemInstruction, IReadOnlyList<Content> Contents, Config GenerationConfig);

    internal sealed record Content(string? Role, IReadOnlyList<Part>? Parts);

    /// <summary>A part that is a thought of the model is none of its answer.</summary>
    internal sealed record Part(string? Text, [property: JsonPropertyName("inline_data")] InlineData? InlineData, bool? Thought);

    internal sealed record InlineData([property: JsonPropertyName("mime_type")] string MimeType, ReadOnlyMemory<byte> Data);

    internal sealed record Config(string ResponseMimeType, JsonObject ResponseSchema, double? Temperature);

    internal sealed record Response(IReadOnlyList<Candidate>? Candidates, Feedback? PromptFeedback, GeminiMessages.UsageMetadata? UsageMetadata);

    internal sealed record Candidate(Content? Content, string? FinishReason);

    internal sealed record Feedback(string? BlockReason);
}
