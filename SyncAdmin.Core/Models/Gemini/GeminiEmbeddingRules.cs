namespace SyncAdmin.Core.Models.Gemini;

/// <summary>
/// The two generations of Gemini's embedding models follow different rules (Gemini API docs, "Embeddings"): the first takes the side of the search
/// as <c>taskType</c> and leaves shortened vectors unnormalised; the second takes it as words before the text. (We normalise every vector anyway.)
/// A model that we do not know is taken for the second generation.
/// </summary>
/// <param name="MaxTextTokens">Tokens of one text that the model reads.</param>
/// <param name="HasTaskType">Whether requests name the side as <c>taskType</c>.</param>
/// <param name="DocumentPrefix">Before the text of a record.</param>
/// <param name="QueryPrefix">Before what somebody searches for.</param>
/// <param name="PricePerMillionTokens">List price, USD.</param>
internal sealed record GeminiEmbeddingRules(int MaxTextTokens, bool HasTaskType, string DocumentPrefix, string QueryPrefix, decimal PricePerMillionTokens)
{
    /// <summary>Of both generations' prefixes; a change of theirs makes other vectors.</summary>
    internal const int PrefixVersion = 1;

    // Room for the prefix and for what the estimate may be wrong by.
    private const int Reserve = 48;

    private static readonly GeminiEmbeddingRules First = new(2_048 - Reserve, HasTaskType: true, "", "", 0.15m);
    private static readonly GeminiEmbeddingRules Second = new(8_192 - Reserve, HasTaskType: false, "title: none | text: ", "task: search result | query: ", 0.20m);

    internal static GeminiEmbeddingRules Of(string model) => model.Contains("embedding-001", StringComparison.Ordinal) ? First : Second;

    internal string Prepare(string text, bool isQuery) => (isQuery ? QueryPrefix : DocumentPrefix) + text;

    internal string? TaskType(bool isQuery) => !HasTaskType ? null : isQuery ? "RETRIEVAL_QUERY" : "RETRIEVAL_DOCUMENT";
}
