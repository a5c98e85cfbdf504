using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>The wire format of the Gemini API (v1beta): what we send and what of the answers we read.</summary>
internal static class GeminiMessages
{
    internal sealed record Part(string Text);

    internal sealed record Content(IReadOnlyList<Part> Parts);

    internal sealed record EmbedRequest(string Model, Content Content, string? TaskType, int OutputDimensionality);

    internal sealed record BatchRequest(IReadOnlyList<EmbedRequest> Requests);

    internal sealed record BatchResponse(IReadOnlyList<Values?>? Embeddings, UsageMetadata? UsageMetadata);

    internal sealed record Values([property: JsonPropertyName("values")] float[]? Numbers);

    /// <summary>Newer models say what they charged; <c>gemini-embedding-001</c> does not.</summary>
    internal sealed record UsageMetadata(long? PromptTokenCount, long? TotalTokenCount);

    internal sealed record ErrorResponse(Error? Error);

    internal sealed record Error(string? Message, string? Status, IReadOnlyList<Detail>? Details);

    /// <summary>One of google.rpc's details; which, says <c>@type</c>: QuotaFailure, RetryInfo, ErrorInfo, BadRequest.</summary>
    internal sealed record Detail(
        [property: JsonPropertyName("@type")] string? Type,
        string? RetryDelay,
        string? Reason,
        IReadOnlyList<Violation>? Violations,
        IReadOnlyList<FieldViolation>? FieldViolations);

    internal sealed record Violation(string? QuotaId, string? QuotaMetric);

    internal sealed record FieldViolation(string? Field, string? Description);

    internal sealed record ModelList(IReadOnlyList<ListedModel>? Models, string? NextPageToken);

    internal sealed record ListedModel(string? Name, IReadOnlyList<string>? SupportedGenerationMethods);
}
