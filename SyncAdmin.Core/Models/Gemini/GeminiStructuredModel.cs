using System.Net.Http.Json;
using SyncAdmin.Core.Models.Structured;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary><c>POST /v1beta/models/{VisionModel}:generateContent</c> with a response schema.</summary>
internal sealed class GeminiStructuredModel(GeminiClient client, ModelGate gate) : StructuredModel(gate, client.Options.VisionModel)
{
    private const string CutOff = "MAX_TOKENS";

    // Others (STOP, none at all, new ones) are judged by what the answer holds.
    private static readonly string[] Refusals = ["SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY"];

    protected override async Task<StructuredReply> CallAsync(StructuredRequest request, CancellationToken cancellationToken)
    {
        var content = JsonContent.Create(Body(request), GeminiGenerationJson.Plain.Request);
        var message = client.Request(HttpMethod.Post, $"/models/{client.Options.VisionModel}:generateContent", content);
        var answer = await client.Http.SendAsync(message, client.Options.VisionModel, GeminiGenerationJson.Default.Response, cancellationToken);
        var candidate = answer.Candidates is [var first, ..] ? first : null;
        var text = string.Concat(candidate?.Content?.Parts?.Where(part => part.Thought != true).Select(part => part.Text) ?? []);
        var declined = answer.PromptFeedback?.BlockReason ?? (Refusals.Contains(candidate?.FinishReason, StringComparer.Ordinal) ? candidate?.FinishReason : null);
        return new StructuredReply(text, declined, candidate?.FinishReason == CutOff, answer.UsageMetadata?.TotalTokenCount ?? answer.UsageMetadata?.PromptTokenCount);
    }

    private static GeminiGeneration.Request Body(StructuredRequest request)
    {
        var text = new GeminiGeneration.Part(request.Text, null, null);
        IReadOnlyList<GeminiGeneration.Part> parts = request.Image is { } image
            ? [new GeminiGeneration.Part(null, new GeminiGeneration.InlineData(image.MediaType, image.Bytes), null), text]
            : [text];
        return new GeminiGeneration.Request(
            new GeminiGeneration.Content(null, [new GeminiGeneration.Part(request.Instructions, null, null)]),
            [new GeminiGeneration.Content("user", parts)],
            new GeminiGeneration.Config("application/json", GeminiSchema.Of(request.Schema), request.Temperature));
    }
}
