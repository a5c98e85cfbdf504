using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>
/// One call of <c>POST {BaseUrl}/embeddings</c> (OpenAI API reference, "Create embeddings"), no retry: every failure is a
/// <see cref="ModelCallException"/> that says whether one may help. Checks that there is one vector per text and puts them in order.
/// </summary>
internal sealed class OpenAiEmbeddingGenerator(HttpClient http, OpenAiOptions options, TimeProvider time) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Uri _address = new(options.BaseUrl.AbsoluteUri.TrimEnd('/') + "/embeddings");
    private readonly OpenAiFailures _failures = new(options, time);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyList<string> ?? [.. values];
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await CallAsync(texts, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw _failures.Unreachable($"did not answer within {Timeout.TotalSeconds:F0} s", exception);
        }
        catch (HttpRequestException exception)
        {
            throw _failures.Unreachable($"could not be called ({exception.HttpRequestError}: {exception.Message.TrimEnd('.')})", exception);
        }
        catch (IOException exception)
        {
            throw _failures.Unreadable("broke off in the middle of its answer", exception);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => http.Dispose();

    private TimeSpan Timeout => TimeSpan.FromSeconds(options.TimeoutSeconds);

    private async Task<GeneratedEmbeddings<Embedding<float>>> CallAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = JsonContent.Create(new OpenAiMessages.Request(options.EmbeddingModel, texts, "float", options.AskedDimensions), OpenAiJson.Default.Request),
        };
        if (!string.IsNullOrWhiteSpace(options.ApiKey))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await _failures.FromAsync(response, cancellationToken);
        }

        var answer = await ReadAsync(response, cancellationToken);
        return new GeneratedEmbeddings<Embedding<float>>(InOrder(answer?.Data ?? [], texts.Count).Select(vector => new Embedding<float>(vector)))
        {
            Usage = answer?.Usage is { } usage ? new UsageDetails { InputTokenCount = usage.PromptTokens ?? usage.TotalTokens, TotalTokenCount = usage.TotalTokens ?? usage.PromptTokens } : null,
        };
    }

    private async Task<OpenAiMessages.Response?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, OpenAiJson.Default.Response, cancellationToken);
        }
        catch (JsonException exception) when (exception.Path?.Contains("].embedding", StringComparison.Ordinal) == true)
        {
            throw _failures.UnreadableVector(exception);
        }
        catch (JsonException exception)
        {
            throw _failures.Unreadable("did not answer the JSON of an embedding", exception);
        }
    }

    private float[][] InOrder(IReadOnlyList<OpenAiMessages.Item> items, int count)
    {
        var vectors = new float[count][];
        for (var position = 0; position < items.Count; position++)
        {
            var index = items[position].Index ?? position;
            if (index < 0 || index >= count || vectors[index] is not null || items[position].Embedding is not { } vector)
            {
                throw _failures.Unreadable($"answered a vector with index {index} that nobody asked for, twice or empty");
            }

            vectors[index] = vector;
        }

        return items.Count == count ? vectors : throw _failures.Unreadable($"answered {items.Count} vectors for {count} texts");
    }
}
