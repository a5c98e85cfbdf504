using System.Text.Json;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>
/// Shows what is nearest to the chosen records now. New and changed texts are embedded for it, one call each: the vectors are stored, so the sync does not pay
/// for them again, and what they cost tells how far the count of letters is off. The others have their vectors in the store.
/// </summary>
/// <param name="store">Where the neighbours are.</param>
/// <param name="embedder">For new and changed texts.</param>
/// <param name="mask">What people may not see of the neighbours' payloads.</param>
/// <param name="time">For how long is waited.</param>
internal sealed class SampleNeighbours(IVectorStore store, IEmbedder embedder, FieldMask mask, TimeProvider time)
{
    private const int Neighbours = 5;

    // A person waits, and the plan stands without them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly List<double> _charged = [];

    /// <summary>Tokens charged beside tokens counted, of each text that was embedded.</summary>
    internal IReadOnlyList<double> Charged => _charged;

    /// <param name="chosen">The records.</param>
    /// <param name="collection">Physical collection; null: there is none yet.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<IReadOnlyList<PlanSample>> OfAsync(IReadOnlyList<ChosenSample> chosen, string? collection, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var samples = new List<PlanSample>(chosen.Count);
        foreach (var sample in chosen)
        {
            samples.Add(await OfAsync(sample, collection, either.Token, cancellationToken));
        }

        return samples;
    }

    private async Task<PlanSample> OfAsync(ChosenSample sample, string? collection, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            var vector = await VectorAsync(sample, collection, patience);
            return Shown(sample, collection is null || vector is null ? [] : await NearestAsync(sample, collection, vector.Value, patience), problem: null);
        }
        catch (ProblemException exception)
        {
            return Shown(sample, [], exception.Problem.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Shown(sample, [], $"The provider or the store did not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private async Task<ReadOnlyMemory<float>?> VectorAsync(ChosenSample sample, string? collection, CancellationToken cancellationToken)
    {
        if (sample.Change is SampleChoice.UpdatePayload or SampleChoice.Skip)
        {
            return collection is not null && await store.GetAsync(collection, [sample.Record.PointId], withVector: true, cancellationToken) is [{ Vector.IsEmpty: false } point]
                ? point.Vector
                : null;
        }

        var result = await embedder.EmbedAsync([sample.Record.Text], EmbeddingTask.Document, cancellationToken);
        var counted = await embedder.ForecastAsync([sample.Record.Text], cancellationToken) is { Paid: > 0, Tokens: var tokens } ? tokens : TokenEstimate.Of(sample.Record.Text);
        if (result.Tokens + result.SavedTokens > 0)
        {
            _charged.Add((double)(result.Tokens + result.SavedTokens) / counted);
        }

        return result.Vectors[0];
    }

    private async Task<IReadOnlyList<PlanNeighbour>> NearestAsync(ChosenSample sample, string collection, ReadOnlyMemory<float> vector, CancellationToken cancellationToken)
    {
        var found = await store.QueryAsync(collection, new VectorQuery(vector, Neighbours + 1), cancellationToken);
        return [.. found.Where(point => point.Id != sample.Record.PointId).Take(Neighbours).Select(Neighbour)];
    }

    private PlanNeighbour Neighbour(ScoredPoint point) =>
        new(point.Id, point.Score, SyncPayload.Read(point.Payload)?.Code, mask.Payload(JsonElement.Parse(SyncPayload.Strip(point.Payload).Span)));

    private static PlanSample Shown(ChosenSample sample, IReadOnlyList<PlanNeighbour> neighbours, string? problem) => new(
        sample.Record.RecordKey,
        sample.Record.RecordCode,
        sample.Change,
        JsonElement.Parse(sample.Row),
        JsonElement.Parse(sample.Record.Payload.Span),
        sample.Text,
        sample.Record.TextWasCut,
        neighbours,
        problem);
}
