using System.Net.Http.Json;
using SyncAdmin.Core.Models.Structured;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary><c>POST {BaseUrl}/chat/completions</c> with <c>response_format: json_schema</c>; pictures as data URLs.</summary>
internal sealed class OpenAiStructuredModel(OpenAiClient client, ModelGate gate) : StructuredModel(gate, client.Options.VisionModel ?? "")
{
    private const string CutOff = "length";
    private const string Filtered = "content_filter";

    protected override async Task<StructuredReply> CallAsync(StructuredRequest request, CancellationToken cancellationToken)
    {
        var model = client.Options.VisionModel ?? throw new InvalidOperationException("Models:OpenAI:VisionModel is validated before this is made.");
        var message = client.Request(HttpMethod.Post, "/chat/completions", JsonContent.Create(Body(model, request), OpenAiChatJson.Plain.Request));
        var answer = await client.Http.SendAsync(message, model, OpenAiChatJson.Default.Response, cancellationToken);
        var choice = answer.Choices is [var first, ..] ? first : null;
        var declined = choice?.Message?.Refusal is { Length: > 0 } refusal ? refusal[..Math.Min(refusal.Length, 200)].TrimEnd('.') : choice?.FinishReason == Filtered ? Filtered : null;
        return new StructuredReply(choice?.Message?.Content, declined, choice?.FinishReason == CutOff, answer.Usage?.TotalTokens ?? answer.Usage?.PromptTokens);
    }

    private static OpenAiChat.Request Body(string model, StructuredRequest request)
    {
        var text = new OpenAiChat.Part("text", request.Text, null);
        IReadOnlyList<OpenAiChat.Part> parts = request.Image is { } image
            ? [text, new OpenAiChat.Part("image_url", null, new OpenAiChat.ImageUrl($"data:{image.MediaType};base64,{Convert.ToBase64String(image.Bytes.Span)}"))]
            : [text];
        return new OpenAiChat.Request(
            model,
            [new OpenAiChat.Message("system", [new OpenAiChat.Part("text", request.Instructions, null)]), new OpenAiChat.Message("user", parts)],
            new OpenAiChat.ResponseFormat("json_schema", new OpenAiChat.JsonSchema("answer", Strict: true, request.Schema)),
            request.Temperature);
    }
}
