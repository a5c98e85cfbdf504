using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>
/// Compares the new physical collection with the live one before it takes its place: every record of the old one is in the new one or gone from its source, the store holds
/// exactly as many points as the ledger has rows, and stored vectors find their records. Reads only.
/// </summary>
internal sealed class ReindexCheck(StateDatabase database, SourceOpener opener, IVectorStore store, RecordLedger ledger, TimeProvider time)
{
    private const int PageKeys = 1_000;
    private const int MostExamples = 20;
    private const int MostSamples = 20;
    private const int First = 10;
    private const double LeastFound = 0.9;
    private const int CountTries = 100;
    private static readonly TimeSpan CountPause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="ProblemException">SYNC-5271: it is not complete; SYNC-5011: a person has to agree to what is gone; SYNC-5272: somebody did not.</exception>
    internal async Task<ReindexReport> RunAsync(RunningJob running, CollectionReindex reindex, Collection live, Collection target, CancellationToken cancellationToken)
    {
        var report = new ReindexReport(0, 0, 0, 0, 0, null);
        var gone = new GoneRecords();
        var samples = new List<Guid>(MostSamples);
        foreach (var datasource in await FeedersAsync(reindex, cancellationToken))
        {
            var (old, now) = (new LedgerScope(live.PhysicalName, datasource.Id), new LedgerScope(target.PhysicalName, datasource.Id));
            var rows = await ledger.CountAsync(old, cancellationToken);
            await CompareAsync(datasource, live, target, old, now, rows, gone, samples, cancellationToken);
            report = report with { LivePoints = report.LivePoints + rows, Points = report.Points + await CountAsync(datasource, now, cancellationToken) };
            running.Moved();
        }

        await AskAsync(running, gone, report.LivePoints, cancellationToken);
        return await SearchAsync(report with { Gone = gone.Count }, live, target, samples, cancellationToken);
    }

    /// <summary>Those that still feed the collection.</summary>
    private async Task<IReadOnlyList<Datasource>> FeedersAsync(CollectionReindex reindex, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await (
            from feeder in context.Set<ReindexFeeder>()
            join datasource in context.Set<Datasource>() on feeder.DatasourceId equals datasource.Id
            where feeder.ReindexId == reindex.Id && datasource.QdrantCollection == reindex.FromName
            orderby datasource.Name
            select datasource).ToListAsync(cancellationToken);
    }

    private async Task CompareAsync(
        Datasource datasource, Collection live, Collection target, LedgerScope old, LedgerScope now, long rows, GoneRecords gone, List<Guid> samples, CancellationToken cancellationToken)
    {
        await using var source = await opener.OpenAsync(datasource, live, target, cancellationToken);
        KeyColumns? columns = null;
        var (walked, goneHere, sampleEvery) = (0L, 0L, Math.Max(1, rows / MostSamples));
        await foreach (var keys in PagesAsync(old, cancellationToken))
        {
            var known = await ledger.LoadAsync(now, keys, cancellationToken);
            samples.AddRange(keys.Where(key => walked++ % sampleEvery == 0 && known.ContainsKey(key)).Select(key => PointId.Of(datasource.Id, key)));
            string[] missing = [.. keys.Where(key => !known.ContainsKey(key))];
            if (missing.Length == 0)
            {
                continue;
            }

            columns ??= await NamedRecords.KeyColumnsAsync(source, cancellationToken);
            var present = await StageException.NameAsync(PipelineStage.Source, () => columns.PresentAsync(source.Connector, missing, cancellationToken), cancellationToken);
            await RefuseAbsentAsync(datasource, now, [.. missing.Where(present.Contains)], cancellationToken);
            goneHere += missing.Length - present.Count;
            gone.Add(missing.Where(key => !present.Contains(key)), MostExamples);
        }

        var (sweeps, maxShare) = DeletePolicyText.Read(datasource.DeletePolicy);
        gone.Note(goneHere, rows, sweeps ? maxShare : 0);
    }

    private async IAsyncEnumerable<string[]> PagesAsync(LedgerScope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in ledger.ScanKeysAsync(scope, cancellationToken).Select(static row => row.RecordKey).Chunk(PageKeys).WithCancellation(cancellationToken))
        {
            yield return page;
        }
    }

    /// <summary>The source has them, the live collection has them, and the new one would lose them.</summary>
    private async Task RefuseAbsentAsync(Datasource datasource, LedgerScope now, string[] keys, CancellationToken cancellationToken)
    {
        // A delivery may have brought one since it was looked for.
        var known = await ledger.LoadAsync(now, keys, cancellationToken);
        string[] absent = [.. keys.Where(key => !known.ContainsKey(key))];
        if (absent.Length > 0)
        {
            throw new ProblemException(new Problem(
                ErrorCatalog.SyncReindexDiffers,
                $"Records of {datasource.Name} that the live collection has were not written into {now.Collection}, for example {string.Join(", ", absent.Take(5))}."));
        }
    }

    /// <summary>As many points as ledger rows, at one moment: deliveries go on meanwhile, and what one of them is writing is in the store before it is in the ledger.</summary>
    private async Task<long> CountAsync(Datasource datasource, LedgerScope now, CancellationToken cancellationToken)
    {
        var ours = new Filter { Must = [new Condition.Match(SyncMember.Datasource, JsonSerializer.SerializeToElement(datasource.Id.ToString()))] };
        for (var attempt = 1; ; attempt++)
        {
            var before = await ledger.CountAsync(now, cancellationToken);
            var points = await StageException.NameAsync(PipelineStage.Store, () => store.CountAsync(now.Collection, ours, cancellationToken), cancellationToken);
            var after = await ledger.CountAsync(now, cancellationToken);
            if (points == before && points == after)
            {
                return points;
            }

            if (attempt == CountTries)
            {
                throw new ProblemException(new Problem(
                    ErrorCatalog.SyncReindexDiffers, FormattableString.Invariant($"{now.Collection} holds {points} points of {datasource.Name}; the ledger has {after} records.")));
            }

            await Task.Delay(CountPause, time, cancellationToken);
        }
    }

    /// <summary>What a full sync would ask before it swept, a re-index asks before it leaves as much behind.</summary>
    private async Task AskAsync(RunningJob running, GoneRecords gone, long of, CancellationToken cancellationToken)
    {
        var decision = SweepDecision.Read(running.Job.Decision);
        if (!gone.IsMuch || decision?.Covers(gone.Count, 0) == true)
        {
            return;
        }

        if (decision?.Accepted == false)
        {
            throw new ProblemException(new Problem(
                ErrorCatalog.SyncReindexRefused, $"{gone.Count} records are gone from their sources, and {decision.DecidedBy} wants their points kept."));
        }

        running.Job = await database.WriteAsync(
            async (transaction, token) =>
            {
                var now = await FenceGuard.AssertAsync(transaction, running.Lease, token);
                var row = await transaction.Db.Set<SyncJob>().SingleAsync(job => job.Id == running.Job.Id, token);
                row.Decision = new SweepDecision(gone.Count, of, gone.MaxShare, gone.Examples, 0, now).Write();
                await transaction.Db.SaveChangesAsync(token);
                return row;
            },
            cancellationToken);
        throw new ProblemException(new Problem(
            ErrorCatalog.SyncDecisionNeeded,
            FormattableString.Invariant($"{gone.Count} of {of} records of the live collection are gone from their sources and would not be in the new one; for example {string.Join(", ", gone.Examples.Take(5))}.")));
    }

    private async Task<ReindexReport> SearchAsync(ReindexReport report, Collection live, Collection target, List<Guid> samples, CancellationToken cancellationToken)
    {
        var compare = KeptVectors.Of(store, live, target) is not null;
        var (found, overlap) = (0, 0.0);
        var points = await StageException.NameAsync(PipelineStage.Store, () => store.GetAsync(target.PhysicalName, samples, withVector: true, cancellationToken), cancellationToken);
        foreach (var point in points)
        {
            var query = new VectorQuery(point.Vector, First);
            var hits = await StageException.NameAsync(PipelineStage.Store, () => store.QueryAsync(target.PhysicalName, query, cancellationToken), cancellationToken);
            // Where many records have the same text, ten others may be just as near.
            found += hits.Any(hit => hit.Id == point.Id) || (hits.Count == First && hits[^1].Score >= hits[0].Score) ? 1 : 0;
            if (compare)
            {
                var before = await StageException.NameAsync(PipelineStage.Store, () => store.QueryAsync(live.PhysicalName, query, cancellationToken), cancellationToken);
                overlap += before.Count == 0 ? 1 : (double)before.Count(hit => hits.Any(other => other.Id == hit.Id)) / before.Count;
            }
        }

        if (found < LeastFound * points.Count)
        {
            throw new ProblemException(new Problem(
                ErrorCatalog.SyncReindexDiffers, $"Only {found} of {points.Count} sample queries find their own record among the first {First} of {target.PhysicalName}."));
        }

        return report with { Samples = points.Count, Found = found, Overlap = compare && points.Count > 0 ? Math.Round(overlap / points.Count, 4) : null };
    }

    /// <summary>Records of the live collection that their sources have no more.</summary>
    private sealed class GoneRecords
    {
        internal List<string> Examples { get; } = [];

        internal long Count { get; private set; }

        /// <summary>Of the datasource that exceeds its own by most.</summary>
        internal double MaxShare { get; private set; }

        internal bool IsMuch { get; private set; }

        internal void Add(IEnumerable<string> keys, int mostExamples) => Examples.AddRange(keys.Take(mostExamples - Examples.Count));

        internal void Note(long count, long of, double maxShare)
        {
            Count += count;
            if (count > maxShare * of)
            {
                (IsMuch, MaxShare) = (true, maxShare);
            }
        }
    }
}
