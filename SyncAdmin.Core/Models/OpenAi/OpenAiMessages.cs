using System.Text.Json;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>The wire format of <c>POST /embeddings</c>: what we send and what of the answer we read.</summary>
internal static class OpenAiMessages
{
    internal sealed record Request(string Model, IReadOnlyList<string> Input, string EncodingFormat, int? Dimensions);

    internal sealed record Response(IReadOnlyList<Item>? Data, Usage? Usage);

    /// <summary>Some servers leave the index out: then the order counts.</summary>
    internal sealed record Item(int? Index, float[]? Embedding);

    internal sealed record Usage(long? PromptTokens, long? TotalTokens);

    internal sealed record ModelList(IReadOnlyList<ListedModel>? Data);

    internal sealed record ListedModel(string? Id);

    internal sealed record ErrorResponse(Error? Error);

    /// <summary>Servers disagree on the type of <c>code</c> (text, number, null), so it is read as it comes.</summary>
    internal sealed record Error(string? Message, string? Param, JsonElement? Code);
}
