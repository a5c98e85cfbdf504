using System.Net.Http.Json;
using Microsoft.Extensions.AI;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>
/// One call of <c>POST /v1beta/models/{model}:batchEmbedContents</c>, no retry. Each text is a request of its own: several parts of one content
/// would come back as one vector. The answer has the order of the requests.
/// </summary>
internal sealed class GeminiEmbeddingGenerator(GeminiClient client) : IProviderEmbeddings
{
    private readonly string _model = GeminiModel.Id(client.Options.EmbeddingModel);
    private readonly GeminiEmbeddingRules _rules = GeminiEmbeddingRules.Of(client.Options.EmbeddingModel);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, Action received, CancellationToken cancellationToken)
    {
        var isQuery = TextSide.IsQuery(options);
        var requests = texts.Select(text => new GeminiMessages.EmbedRequest(
            $"models/{_model}",
            new GeminiMessages.Content([new GeminiMessages.Part(_rules.Prepare(text, isQuery))]),
            _rules.TaskType(isQuery),
            client.Options.Dimensions)).ToArray();
        var request = client.Request(
            HttpMethod.Post,
            $"/models/{Uri.EscapeDataString(_model)}:batchEmbedContents",
            JsonContent.Create(new GeminiMessages.BatchRequest(requests), GeminiJson.Plain.BatchRequest));
        var answer = await client.Http.SendAsync(request, _model, GeminiJson.Default.BatchResponse, received, cancellationToken);
        var vectors = answer.Embeddings?.Select(embedding => embedding?.Numbers).OfType<float[]>().ToArray() ?? [];
        if (vectors.Length != requests.Length)
        {
            throw client.Http.Failures.Unreadable($"answered {vectors.Length} vectors for {requests.Length} texts");
        }

        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector)))
        {
            Usage = (answer.UsageMetadata?.PromptTokenCount ?? answer.UsageMetadata?.TotalTokenCount) is { } tokens
                ? new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens }
                : null,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The client belongs to the container.
    }
}
