using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// The end of a full sync, once the source was read to its end: points whose record is gone are removed. Rows of the ledger that the sync itself has not
/// seen are looked for in a pass over the keys alone; only what that pass misses too may go, after a person has agreed where it is much. It keeps
/// no state but the decision: an attempt that was killed begins again from zero.
/// </summary>
internal sealed class Sweep(StateDatabase database, IVectorStore store, RecordLedger ledger, SyncProgress progress, TimeProvider time)
{
    private const int MarkedKeys = 2_000;
    private const int MostExamples = 20;

    /// <summary>For the pages of a full sync that begins now: rows that they meet need not be looked for again.</summary>
    internal async Task<LedgerMarks> MarksAsync(LedgerScope scope, CancellationToken cancellationToken) => new(await ledger.MaxIdAsync(scope, cancellationToken));

    /// <summary>Returns when nothing is left to remove.</summary>
    /// <param name="run">What to work on.</param>
    /// <param name="seen">Rows that the sync has met.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ProblemException">SYNC-5011: a person has to decide first.</exception>
    internal async Task RunAsync(SweepRun run, LedgerMarks seen, CancellationToken cancellationToken)
    {
        var (sweeps, maxShare) = DeletePolicyText.Read(run.Running.Datasource.DeletePolicy);
        if (!sweeps)
        {
            return;
        }

        var isAnyMissed = await ledger.IsAnyMissedAsync(run.Scope, seen, cancellationToken);
        var (points, rows) = await CountAsync(run, cancellationToken);
        if (points < rows)
        {
            run.Log.StoreHasFewer(run.Running.Datasource.Name, points, rows);
        }

        if (!isAnyMissed && points <= rows)
        {
            return;
        }

        var columns = await StageException.NameAsync(PipelineStage.Source, () => KeyColumns.AskAsync(run.Connector, run.Query, cancellationToken), cancellationToken);
        var marks = isAnyMissed ? await SeeAsync(run, columns, cancellationToken) : null;
        await RemoveAsync(run, columns, new SweepCandidates(store, ledger, run, marks, points > rows), (points, rows), maxShare, cancellationToken);
    }

    /// <summary>Removes what somebody else found to be gone, by the same rules: as the delete policy says, and only what a read by key does not find.</summary>
    /// <exception cref="ProblemException">SYNC-5011: a person has to decide first.</exception>
    internal async Task RemoveAsync(SweepRun run, KeyColumns columns, SweepCandidates candidates, CancellationToken cancellationToken)
    {
        var (sweeps, maxShare) = DeletePolicyText.Read(run.Running.Datasource.DeletePolicy);
        if (sweeps)
        {
            await RemoveAsync(run, columns, candidates, await CountAsync(run, cancellationToken), maxShare, cancellationToken);
        }
    }

    private async Task RemoveAsync(
        SweepRun run, KeyColumns columns, SweepCandidates candidates, (long Points, long Rows) there, double maxShare, CancellationToken cancellationToken)
    {
        var (count, unfinished, examples) = await CountAsync(run, candidates, cancellationToken);
        if (count + unfinished == 0)
        {
            return;
        }

        if (SweepDecision.Read(run.Running.Job.Decision) is { Accepted: false } refused)
        {
            run.Log.SweepRefused(run.Running.Datasource.Name, count, refused.DecidedBy);
            await NoteAsync(run, new { kept = count, rejectedBy = refused.DecidedBy }, cancellationToken);
            return;
        }

        await AskWhereMuchAsync(run, count, Math.Max(there.Points - unfinished, there.Rows), maxShare, examples, cancellationToken);
        await RemoveAllAsync(run, columns, candidates, cancellationToken);
    }

    /// <summary>The pass over the keys: ends only when the source was read to its end, else it throws and nothing is removed.</summary>
    internal async Task<LedgerMarks> SeeAsync(SweepRun run, KeyColumns columns, CancellationToken cancellationToken)
    {
        var marks = await MarksAsync(run.Scope, cancellationToken);
        var marking = Task.CompletedTask;
        try
        {
            await StageException.NameAsync(
                PipelineStage.Source,
                async () =>
                {
                    await foreach (var page in run.Connector.ReadKeysAsync(run.Query, after: null, cancellationToken))
                    {
                        // One page is looked up while the next one is read.
                        await marking;
                        marking = Task.Run(() => MarkAsync(run, marks, columns.TextsOf(page), cancellationToken), cancellationToken);
                        run.Running.Moved();
                    }
                },
                cancellationToken);
        }
        finally
        {
            await marking;
        }

        return marks;
    }

    private async Task MarkAsync(SweepRun run, LedgerMarks marks, IEnumerable<string> recordKeys, CancellationToken cancellationToken)
    {
        foreach (var keys in recordKeys.Chunk(MarkedKeys))
        {
            foreach (var id in await StageException.NameAsync(PipelineStage.State, () => ledger.IdsAsync(run.Scope, keys, cancellationToken), cancellationToken))
            {
                marks.Set(id);
            }
        }
    }

    /// <summary>Exact numbers of points and of ledger rows of the datasource.</summary>
    private async Task<(long Points, long Rows)> CountAsync(SweepRun run, CancellationToken cancellationToken) => (
        await StageException.NameAsync(PipelineStage.Store, () => store.CountAsync(run.Scope.Collection, run.Ours, cancellationToken), cancellationToken),
        await ledger.CountAsync(run.Scope, cancellationToken));

    /// <summary>How many records would lose their points, and how many points an attempt that was killed has counted already, but not removed.</summary>
    private async Task<(long Count, long Unfinished, List<string> Examples)> CountAsync(SweepRun run, SweepCandidates candidates, CancellationToken cancellationToken)
    {
        var (count, unfinished, examples) = (0L, 0L, new List<string>(MostExamples));
        await foreach (var page in candidates.PagesAsync(cancellationToken))
        {
            var counted = run.Running.Job.DeletedRecords == 0 ? 0 : await CountedAsync(run, page, cancellationToken);
            (count, unfinished) = (count + page.Count - counted, unfinished + counted);
            examples.AddRange(page.Take(MostExamples - examples.Count));
        }

        return (count, unfinished, examples);
    }

    private async Task<long> CountedAsync(SweepRun run, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var jobId = run.Running.Job.Id;
        await using var context = database.Read();
        return await context.Set<RemovedPoint>().LongCountAsync(point => point.SyncJobId == jobId && keys.Contains(point.RecordKey), cancellationToken);
    }

    private async Task AskWhereMuchAsync(SweepRun run, long count, long of, double maxShare, List<string> keys, CancellationToken cancellationToken)
    {
        var job = run.Running.Job;
        var decision = SweepDecision.Read(job.Decision);
        // What an earlier attempt of the same job removed counts: else a sync that is killed often enough would empty the collection unasked.
        if (job.DeletedRecords + count <= maxShare * (job.DeletedRecords + of) || decision?.Covers(count, job.DeletedRecords) == true)
        {
            return;
        }

        var examples = await CodesAsync(run, keys, cancellationToken);
        await WriteAsync(
            run, (row, now) => row.Decision = new SweepDecision(count, of, maxShare, examples, row.DeletedRecords, now).Write(), cancellationToken);
        var more = decision?.Accepted == true ? $" More would be removed than the {decision.Deletes} that were agreed to." : string.Empty;
        throw new ProblemException(new Problem(
            ErrorCatalog.SyncDecisionNeeded,
            FormattableString.Invariant($"{count} of {of} records are gone from the source, which is more than {100 * maxShare:0.##} %; for example {string.Join(", ", examples.Take(5))}.{more}")));
    }

    private async Task<IReadOnlyList<string>> CodesAsync(SweepRun run, List<string> keys, CancellationToken cancellationToken)
    {
        var known = await ledger.LoadAsync(run.Scope, keys, cancellationToken);
        return [.. keys.Select(key => known.TryGetValue(key, out var row) ? row.RecordCode : key)];
    }

    private async Task RemoveAllAsync(SweepRun run, KeyColumns columns, SweepCandidates candidates, CancellationToken cancellationToken)
    {
        var removal = new PointRemoval(database, store, run, columns, time);
        var before = run.Running.Job.DeletedRecords;
        await foreach (var page in candidates.PagesAsync(cancellationToken))
        {
            await removal.RemoveAsync(page, cancellationToken);
            progress.Publish(run.Running.View());
        }

        var (points, rows) = await CountAsync(run, cancellationToken);
        var removed = run.Running.Job.DeletedRecords - before;
        run.Log.Swept(run.Running.Datasource.Name, removed, removal.Kept, points, rows);
        await NoteAsync(run, new { removed = run.Running.Job.DeletedRecords, kept = removal.Kept, points, records = rows }, cancellationToken);
    }

    private async Task NoteAsync(SweepRun run, object figures, CancellationToken cancellationToken) =>
        await WriteAsync(run, (row, _) => row.Metadata = JobMetadata.With(row.Metadata, "sweep", figures), cancellationToken);

    private Task<SyncJob> WriteAsync(SweepRun run, Action<SyncJob, DateTimeOffset> change, CancellationToken cancellationToken) => StageException.NameAsync(
        PipelineStage.State,
        async () => run.Running.Job = await database.WriteAsync(
            async (transaction, token) =>
            {
                var now = await FenceGuard.AssertAsync(transaction, run.Running.Lease, token);
                var row = await transaction.Db.Set<SyncJob>().SingleAsync(job => job.Id == run.Running.Job.Id, token);
                change(row, now);
                await transaction.Db.SaveChangesAsync(token);
                return row;
            },
            cancellationToken),
        cancellationToken);
}
