using System.Runtime.CompilerServices;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// The record keys that a sweep may remove, in pages: ledger rows that the key-only pass did not see, and points that the ledger knows nothing of.
/// Walked twice, once to count and once to remove, so that nothing grows with their number.
/// </summary>
/// <param name="store">Where points are.</param>
/// <param name="ledger">What it is known to hold.</param>
/// <param name="run">The sweep.</param>
/// <param name="marks">What was seen; null: every row was.</param>
/// <param name="hasSurplus">The store has more points than the ledger has rows.</param>
internal sealed class SweepCandidates(IVectorStore store, RecordLedger ledger, SweepRun run, LedgerMarks? marks, bool hasSurplus)
{
    // What a source is asked for at once: an API that can't be asked for keys is read whole for each page.
    private const int PageKeys = 1_000;
    private const int ScrollPoints = 1_000;

    internal async IAsyncEnumerable<IReadOnlyList<string>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new List<string>(PageKeys);
        await foreach (var key in KeysAsync(cancellationToken))
        {
            page.Add(key);
            if (page.Count == PageKeys)
            {
                yield return page;
                page = new List<string>(PageKeys);
            }
        }

        if (page.Count > 0)
        {
            yield return page;
        }
    }

    private async IAsyncEnumerable<string> KeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (marks is not null)
        {
            await foreach (var row in ledger.ScanKeysAsync(run.Scope, cancellationToken))
            {
                if (marks.Misses(row.Id))
                {
                    yield return row.RecordKey;
                }
            }
        }

        if (!hasSurplus)
        {
            yield break;
        }

        await foreach (var key in SurplusAsync(cancellationToken))
        {
            yield return key;
        }
    }

    private async IAsyncEnumerable<string> SurplusAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Guid? from = null;
        do
        {
            var start = from;
            var scroll = await StageException.NameAsync(
                PipelineStage.Store,
                () => store.ScrollAsync(run.Scope.Collection, run.Ours, start, ScrollPoints, withVector: false, cancellationToken),
                cancellationToken);
            // A point whose id is not made of its key was never ours to write, and is not ours to remove.
            string[] keys = [.. scroll.Points
                .Select(point => (point.Id, SyncPayload.Read(point.Payload)?.Key))
                .Where(point => point.Key is not null && point.Id == PointId.Of(run.Scope.DatasourceId, point.Key))
                .Select(point => point.Key!)];
            var known = await ledger.LoadAsync(run.Scope, keys, cancellationToken);
            foreach (var key in keys.Where(key => !known.ContainsKey(key)))
            {
                yield return key;
            }

            from = scroll.Next;
        }
        while (from is not null);
    }
}
