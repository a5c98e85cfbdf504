using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Watermarks;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>
/// The job of one datasource in a re-index: every record of its source into the new physical collection, from the checkpoint on where there is one. What deliveries and
/// other scans bring meanwhile goes to both. Whoever ends last compares the two and has the collection's name stand for the new one. A job that was killed finds out from the
/// row of the re-index how far that had come, and goes on from there.
/// </summary>
internal sealed class ReindexSync(
    StateDatabase database,
    SourceOpener opener,
    SchemaCheck schema,
    CollectionManager collections,
    Reindexes reindexes,
    ReindexCheck check,
    IVectorStore store,
    RecordLedger ledger,
    ScanRun scans,
    SyncProgress progress,
    TimeProvider time)
{
    /// <summary>Returns when this datasource was read, and, for the last one, when the switch is done.</summary>
    /// <exception cref="ProblemException">SYNC-5270: the re-index is over; SYNC-5271, SYNC-5011, SYNC-5272: the new collection may not take the old one's place.</exception>
    internal async Task RunAsync(RunningJob running, ILogger log, CancellationToken cancellationToken)
    {
        if (await reindexes.OfJobAsync(running.Job.Id, cancellationToken) is not { } work || work.Reindex.Status == ReindexStatus.Abandoned)
        {
            throw new ProblemException(new Problem(ErrorCatalog.SyncReindexOver, "It was abandoned, or its collection was deleted."));
        }

        var (reindex, feeder) = work;
        if (reindex.Status == ReindexStatus.Done)
        {
            return; // Killed between the switch and the end of its row.
        }

        var live = (await collections.FindAsync(reindex.FromName, cancellationToken)).Required();
        var target = Reindexes.TargetOf(live, reindex);
        if (reindex.Status != ReindexStatus.Switching)
        {
            if (feeder.BuiltAt is null)
            {
                await BuildAsync(running, live, target, log, cancellationToken);
            }

            await RemoveSurplusAsync(running, live, target, log, cancellationToken);
            SyncFaults.Hit("reindex-read");
            if (!await BuiltAsync(running, reindex, cancellationToken))
            {
                log.ReindexBuilt(running.Datasource.Name, target.PhysicalName);
                return;
            }

            SyncFaults.Hit("reindex-built");
            await VerifyAsync(running, reindex, live, target, log, cancellationToken);
        }

        // From here on there is no way back: the name may have been moved by now.
        await SwitchAsync(running, reindex, live, target, log, cancellationToken);
    }

    private async Task BuildAsync(RunningJob running, Collection live, Collection target, ILogger log, CancellationToken cancellationToken)
    {
        await using var source = await opener.OpenAsync(running.Datasource, live, target, cancellationToken);
        await schema.PassAsync(running, source.Connector, source.Query, source.Mapper, log, cancellationToken);
        var total = await StageException.NameAsync<long?>(
            PipelineStage.Source, async () => await source.Connector.CountAsync(source.Query, cancellationToken), cancellationToken);
        var watermark = source.Query.ChangeField is null ? null : await StageException.NameAsync(
            PipelineStage.Source, () => source.Connector.HighestChangeAsync(source.Query, cancellationToken), cancellationToken);
        var lost = await new LostPoints(database, store, ledger, running, source.Scope).DropAsync(log, cancellationToken);
        await new StartPoint(database).WriteAsync(
            running, source.Fingerprint, total, watermark is null ? null : WatermarkStore.Write(watermark), lost == 0 ? null : $"the store had lost {lost} points", cancellationToken);
        running.Moved();
        log.ReindexStarted(running.Datasource.Name, total, live.PhysicalName, target.PhysicalName);
        progress.Publish(running.View());
        var after = running.Job.Checkpoint is { } checkpoint ? SourceKeyJson.Parse(checkpoint) : null;
        await opener.WatchAsync(
            source,
            () => scans.RunAsync(
                running, source, token => source.Connector.ReadAsync(source.Query, after, token), source.Query.KeyFields, repeats: null, marks: null, log, cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// What was written right before a kill is in the store and not in the ledger; the next attempt writes it again, unless its record is gone from the source by then. Nobody
    /// else sweeps a collection that is not live yet.
    /// </summary>
    private async Task RemoveSurplusAsync(RunningJob running, Collection live, Collection target, ILogger log, CancellationToken cancellationToken)
    {
        await using var source = await opener.OpenAsync(running.Datasource, live, target, cancellationToken);
        var run = new SweepRun(running, source.Connector, source.Query, source.Scope, Mirror: null, log);
        var points = await StageException.NameAsync(PipelineStage.Store, () => store.CountAsync(source.Scope.Collection, run.Ours, cancellationToken), cancellationToken);
        if (points <= await ledger.CountAsync(source.Scope, cancellationToken))
        {
            return;
        }

        var removal = new PointRemoval(database, store, run, await NamedRecords.KeyColumnsAsync(source, cancellationToken), time);
        await foreach (var keys in new SweepCandidates(store, ledger, run, marks: null, hasSurplus: true).PagesAsync(cancellationToken))
        {
            await removal.RemoveAsync(keys, cancellationToken);
        }
    }

    /// <summary>True: all were read, and this job goes on with the switch.</summary>
    private Task<bool> BuiltAsync(RunningJob running, CollectionReindex reindex, CancellationToken cancellationToken) => StageException.NameAsync(
        PipelineStage.State,
        () => database.WriteAsync(
            async (transaction, token) =>
            {
                var now = await FenceGuard.AssertAsync(transaction, running.Lease, token);
                return await Reindexes.BuiltAsync(transaction, reindex, running.Datasource.Id, now, token);
            },
            cancellationToken),
        cancellationToken);

    private async Task VerifyAsync(RunningJob running, CollectionReindex reindex, Collection live, Collection target, ILogger log, CancellationToken cancellationToken)
    {
        await StageException.NameAsync(PipelineStage.Store, () => reindexes.CompleteTargetAsync(live, target, cancellationToken), cancellationToken);
        var report = await check.RunAsync(running, reindex, live, target, cancellationToken);
        await reindexes.NoteReportAsync(reindex, report, cancellationToken);
        log.ReindexVerified(live.Name, report.Points, report.Found, report.Samples, report.Gone);
        SyncFaults.Hit("reindex-verified");

        await WriteAsync(running, (transaction, _, token) => Reindexes.MoveAsync(transaction, reindex.Id, ReindexStatus.Verifying, ReindexStatus.Switching, token), cancellationToken);
        if ((await reindexes.OfJobAsync(running.Job.Id, cancellationToken))?.Reindex.Status is not (ReindexStatus.Switching or ReindexStatus.Done))
        {
            throw new ProblemException(new Problem(ErrorCatalog.SyncReindexOver, "It was abandoned while it was verified."));
        }
    }

    /// <summary>Every step may be repeated, also by another process; writes go to both collections until the last one is done, so either may serve between them.</summary>
    private async Task SwitchAsync(RunningJob running, CollectionReindex reindex, Collection live, Collection target, ILogger log, CancellationToken cancellationToken)
    {
        SyncFaults.Hit("reindex-switching");
        await StageException.NameAsync(PipelineStage.Store, () => reindexes.MoveAliasesAsync(live, target, cancellationToken), cancellationToken);
        SyncFaults.Hit("reindex-alias");
        await WriteAsync(running, (transaction, now, token) => StandAsync(transaction, reindex, live, target, now, token), cancellationToken);
        SyncFaults.Hit("reindex-switched");
        await collections.NoteCountAsync(target, cancellationToken);
        log.ReindexSwitched(target.Name, live.PhysicalName, target.PhysicalName);
    }

    private static async Task<bool> StandAsync(
        StateTransaction transaction, CollectionReindex reindex, Collection live, Collection target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await Reindexes.MoveAsync(transaction, reindex.Id, ReindexStatus.Switching, ReindexStatus.Done, cancellationToken))
        {
            return false; // Another process was faster.
        }

        await Reindexes.EndAsync(transaction, reindex.Id, now, cancellationToken);
        await Reindexes.StandForAsync(transaction, live, target, now, cancellationToken);
        await ReindexFollowUp.MoveWatermarksAsync(transaction, reindex.Id, now, cancellationToken);
        return true;
    }

    private Task<bool> WriteAsync(RunningJob running, Func<StateTransaction, DateTimeOffset, CancellationToken, Task<bool>> work, CancellationToken cancellationToken) => StageException.NameAsync(
        PipelineStage.State,
        () => database.WriteAsync(
            async (transaction, token) => await work(transaction, await FenceGuard.AssertAsync(transaction, running.Lease, token), token), cancellationToken),
        cancellationToken);
}
