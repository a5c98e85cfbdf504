using System.Text.Json;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>The wire format of <c>POST /chat/completions</c> (API reference, "Create chat completion"): what we send and what of the answer we read.</summary>
internal static class OpenAiChat
{
    internal sealed record Request(string Model, IReadOnlyList<Message> Messages, ResponseFormat ResponseFormat, double? Temperature);

    internal sealed record Message(string Role, IReadOnlyList<Part> Content);

    internal sealed record Part(string Type, string? Text, ImageUrl? ImageUrl);

    /// <summary>Also takes a data URL.</summary>
    internal sealed record ImageUrl(string Url);

    internal sealed record ResponseFormat(string Type, JsonSchema JsonSchema);

    internal sealed record JsonSchema(string Name, bool Strict, JsonElement Schema);

    internal sealed record Response(IReadOnlyList<Choice>? Choices, OpenAiMessages.Usage? Usage);

    internal sealed record Choice(Reply? Message, string? FinishReason);

    internal sealed record Reply(string? Content, string? Refusal);
}
