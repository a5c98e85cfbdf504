using System.Text.Json;
using System.Text.Json.Nodes;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>Reads points of a datasource. A store that does not answer is asked no further, and shows nothing.</summary>
/// <param name="store">The store.</param>
/// <param name="scope">Whose points; without a collection there are none.</param>
/// <param name="time">For how long is waited.</param>
internal sealed class StoreLook(IVectorStore store, LedgerScope scope, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Why the store could not be read; null: it was.</summary>
    internal Problem? Problem { get; private set; }

    /// <summary>Record keys of the points with a code, also of those that the ledger knows nothing of.</summary>
    internal async Task<IReadOnlyList<string>> KeysOfAsync(string code, CancellationToken cancellationToken)
    {
        var ofCode = new Filter
        {
            Must =
            [
                new Condition.Match(SyncMember.Datasource, JsonSerializer.SerializeToElement(scope.DatasourceId.ToString())),
                new Condition.Match(SyncMember.Code, JsonSerializer.SerializeToElement(code)),
            ],
        };
        var points = await AskAsync(
            async asking => (await store.ScrollAsync(scope.Collection, ofCode, from: null, RecordInspector.MostRecords, withVector: false, asking)).Points,
            cancellationToken);

        // A point whose id is not made of its key was never ours to write.
        return [.. points
            .Select(point => (point.Id, SyncPayload.Read(point.Payload)?.Key))
            .Where(point => point.Key is not null && point.Id == PointId.Of(scope.DatasourceId, point.Key))
            .Select(point => point.Key!)];
    }

    /// <summary>The points of these record keys, by id.</summary>
    internal async Task<IReadOnlyDictionary<Guid, StoredPoint>> PointsAsync(string[] keys, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. keys.Select(key => PointId.Of(scope.DatasourceId, key))];
        var points = ids.Length == 0 ? [] : await AskAsync(asking => store.GetAsync(scope.Collection, ids, withVector: false, asking), cancellationToken);
        return points.ToDictionary(point => point.Id);
    }

    /// <summary>A point as people may see it. What was stored before a field was masked is masked now.</summary>
    internal static PointView View(StoredPoint point, RecordMapper mapper)
    {
        var members = JsonNode.Parse(point.Payload.Span)!.AsObject();
        JsonElement? sync = members.Remove(SyncPayload.Member, out var own) && own is not null ? own.Deserialize<JsonElement>() : null;
        return new PointView(point.Id, sync, mapper.Mask.Payload(members.Deserialize<JsonElement>()), Vector: null);
    }

    private async Task<IReadOnlyList<StoredPoint>> AskAsync(Func<CancellationToken, Task<IReadOnlyList<StoredPoint>>> ask, CancellationToken cancellationToken)
    {
        if (Problem is not null || scope.Collection.Length == 0)
        {
            return [];
        }

        // A store that is away would be asked again and again for a minute, and a person waits.
        using var patience = new CancellationTokenSource(Patience, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ask(asking.Token).WaitAsync(asking.Token);
        }
        catch (ProblemException exception)
        {
            Problem = exception.Problem;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Problem = new Problem(ErrorCatalog.VectorStoreSlow, $"There was no answer from '{scope.Collection}' within {Patience.TotalSeconds:0} s.");
        }

        return [];
    }
}
