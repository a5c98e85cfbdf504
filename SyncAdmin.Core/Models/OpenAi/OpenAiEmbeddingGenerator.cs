using System.Net.Http.Json;
using Microsoft.Extensions.AI;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>
/// One call of <c>POST {BaseUrl}/embeddings</c> (OpenAI API reference, "Create embeddings"), no retry. Checks that there is one vector per text
/// and puts them in order.
/// </summary>
internal sealed class OpenAiEmbeddingGenerator(OpenAiClient client) : IProviderEmbeddings
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, Action received, CancellationToken cancellationToken)
    {
        var body = new OpenAiMessages.Request(client.Options.EmbeddingModel, texts, "float", client.Options.AskedDimensions);
        var request = client.Request(HttpMethod.Post, "/embeddings", JsonContent.Create(body, OpenAiJson.Default.Request));
        var answer = await client.Http.SendAsync(request, client.Options.EmbeddingModel, OpenAiJson.Default.Response, received, cancellationToken);
        return new GeneratedEmbeddings<Embedding<float>>(InOrder(answer.Data ?? [], texts.Count).Select(vector => new Embedding<float>(vector)))
        {
            Usage = answer.Usage is { } usage ? new UsageDetails { InputTokenCount = usage.PromptTokens ?? usage.TotalTokens, TotalTokenCount = usage.TotalTokens ?? usage.PromptTokens } : null,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The client belongs to the container.
    }

    private float[][] InOrder(IReadOnlyList<OpenAiMessages.Item> items, int count)
    {
        var vectors = new float[count][];
        for (var position = 0; position < items.Count; position++)
        {
            var index = items[position].Index ?? position;
            if (index < 0 || index >= count || vectors[index] is not null || items[position].Embedding is not { } vector)
            {
                throw client.Http.Failures.Unreadable($"answered a vector with index {index} that nobody asked for, twice or empty");
            }

            vectors[index] = vector;
        }

        return items.Count == count ? vectors : throw client.Http.Failures.Unreadable($"answered {items.Count} vectors for {count} texts");
    }
}
