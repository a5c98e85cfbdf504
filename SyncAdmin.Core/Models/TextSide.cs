using Microsoft.Extensions.AI;

namespace SyncAdmin.Core.Models;

/// <summary>Which side of a search the texts of a call are on, carried to the provider in the call's options.</summary>
internal static class TextSide
{
    private const string Member = "syncadmin.side";

    /// <summary>Records to be found: what a call without options means as well.</summary>
    internal static EmbeddingGenerationOptions Document { get; } = Of("document");

    /// <summary>What somebody searches for.</summary>
    internal static EmbeddingGenerationOptions Query { get; } = Of("query");

    internal static bool IsQuery(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Member, out var side) == true && side is "query";

    private static EmbeddingGenerationOptions Of(string side) => new() { AdditionalProperties = new() { [Member] = side } };
}
