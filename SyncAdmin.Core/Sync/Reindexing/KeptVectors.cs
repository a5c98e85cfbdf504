using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>
/// The vectors of the live collection, for the one that is built beside it: a text that is stored there unchanged need not be paid for again. Only of the same model and
/// the same distance: a store may have normalised what it was given.
/// </summary>
internal sealed class KeptVectors(IVectorStore store, string physicalName)
{
    private const int CharactersPerToken = 4;

    /// <summary>Null where the live collection's vectors can't be used.</summary>
    internal static KeptVectors? Of(IVectorStore store, Collection live, Collection target) =>
        live.Fingerprint() is { } model && model == target.Fingerprint() && live.Distance == target.Distance && !live.EmbeddingAssumed ? new KeptVectors(store, live.PhysicalName) : null;

    /// <summary>Gives records of the batch the vectors that are there; the others are left to the embedder.</summary>
    internal async Task FillAsync(Batch batch, CancellationToken cancellationToken)
    {
        // A query whose key is not unique brings a record more than once.
        var wanted = batch.ToEmbed.ToLookup(static planned => planned.Record.PointId);
        var points = await StageException.NameAsync(
            PipelineStage.Store, () => store.GetAsync(physicalName, [.. wanted.Select(static each => each.Key)], withVector: true, cancellationToken), cancellationToken);
        foreach (var point in points)
        {
            if (point.Vector.IsEmpty || SyncPayload.Read(point.Payload) is not { } members)
            {
                continue;
            }

            foreach (var planned in wanted[point.Id].Where(planned => planned.Record.TextHash == members.TextHash))
            {
                planned.Embedded(point.Vector);
                batch.Cached++;
                batch.CachedTokens += (planned.Record.Text.Length + CharactersPerToken - 1) / CharactersPerToken;
            }
        }
    }
}
