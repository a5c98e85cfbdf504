using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Models.Testing;

/// <summary>Tries a provider's settings: lists its models and embeds one short text.</summary>
public sealed class ModelTester(IServiceProvider services, TimeProvider time)
{
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(20);

    /// <summary>The whole test. Costs one embedding of two words.</summary>
    /// <param name="provider"><c>gemini</c> or <c>openai</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>SYNC-3031: no such provider. SYNC-3032: its settings are missing or wrong.</returns>
    public async Task<Outcome<ModelTest>> TestAsync(string provider, CancellationToken cancellationToken)
    {
        var listed = await ListAsync(provider, cancellationToken);
        if (!listed.Succeeded || !listed.Value.Reachable)
        {
            return listed;
        }

        using var limit = Limit(ProbeLimit, cancellationToken);
        try
        {
            var generator = services.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(provider);
            var answer = await generator.GenerateAsync(["SyncAdmin test"], TextSide.Query, limit.Token);
            var (length, expected) = (answer[0].Vector.Length, services.GetRequiredKeyedService<EmbeddingModel>(provider).Fingerprint.Dimensions);
            return listed.Value with
            {
                ProbeDimensions = length,
                Problem = length == expected
                    ? null
                    : new Problem(ErrorCatalog.VectorLengthWrong, $"Model '{listed.Value.EmbeddingModel}' answered a vector of {length} numbers; {expected} are configured."),
            };
        }
        catch (ModelCallException failed)
        {
            return listed.Value with { Problem = failed.Problem };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return listed.Value with { Problem = new Problem(ErrorCatalog.ModelUnreachable, $"There was no vector within {ProbeLimit.TotalSeconds:F0} s.") };
        }
    }

    /// <summary>The part of the test that costs nothing: whether the provider answers, and what it offers.</summary>
    public async Task<Outcome<ModelTest>> ListAsync(string provider, CancellationToken cancellationToken)
    {
        ProviderModels? models;
        try
        {
            models = services.GetKeyedService<ProviderModels>(provider);
        }
        catch (OptionsValidationException mistakes)
        {
            return new Problem(ErrorCatalog.ModelNotConfigured, string.Join(' ', mistakes.Failures));
        }

        if (models is null)
        {
            return new Problem(ErrorCatalog.ModelProviderUnknown, $"There is no provider '{provider}' to test.");
        }

        var untried = new ModelTest(provider, Reachable: false, null, [], models.EmbeddingModel, null, models.VisionModel, null, null, null);
        using var limit = Limit(ListLimit, cancellationToken);
        var started = time.GetTimestamp();
        try
        {
            var offered = await models.ListAsync(limit.Token);
            return untried with
            {
                Reachable = true,
                LatencyMilliseconds = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1),
                Models = [.. offered.Order(StringComparer.Ordinal)],
                EmbeddingModelOffered = Offers(offered, models.EmbeddingModel),
                VisionModelOffered = models.VisionModel is { } vision ? Offers(offered, vision) : null,
            };
        }
        catch (ModelCallException noList) when (noList.Problem.Error == ErrorCatalog.ModelNotFound)
        {
            // Some compatible servers have no list; they answer all the same.
            return untried with { Reachable = true };
        }
        catch (ModelCallException failed)
        {
            return untried with { Problem = failed.Problem };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return untried with { Problem = new Problem(ErrorCatalog.ModelUnreachable, $"'{provider}' did not answer within {ListLimit.TotalSeconds:F0} s.") };
        }
    }

    /// <summary>A list may name versions: Ollama offers <c>bge-m3:latest</c> for <c>bge-m3</c>.</summary>
    private static bool Offers(IReadOnlyList<string> offered, string model) =>
        offered.Any(id => string.Equals(id, model, StringComparison.Ordinal) || id.StartsWith(model + ":", StringComparison.Ordinal));

    private static CancellationTokenSource Limit(TimeSpan limit, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(limit);
        return source;
    }
}
