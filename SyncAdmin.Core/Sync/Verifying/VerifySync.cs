using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>
/// Compares every record of the source with ledger and store, has what differs written again by the records job, and treats what the source has no more as a
/// sweep does. It writes no point itself. Goes on from its checkpoint like a full sync.
/// </summary>
internal sealed class VerifySync(
    StateDatabase database, SourceOpener opener, SchemaCheck schema, IVectorStore store, RecordLedger ledger, DeliveryStore deliveries, Sweep sweep, SyncProgress progress, TimeProvider time)
{
    /// <summary>Returns when everything was compared and nothing is left to remove.</summary>
    internal async Task RunAsync(RunningJob running, ILogger log, CancellationToken cancellationToken)
    {
        await using var source = await opener.OpenAsync(running.Datasource, cancellationToken);
        await schema.PassAsync(running, source.Connector, source.Query, source.Mapper, log, cancellationToken);
        var columns = await StageException.NameAsync(
            PipelineStage.Source, () => KeyColumns.AskAsync(source.Connector, source.Query, cancellationToken), cancellationToken);
        var total = await StageException.NameAsync<long?>(
            PipelineStage.Source, async () => await source.Connector.CountAsync(source.Query, cancellationToken), cancellationToken);
        await new StartPoint(database).WriteAsync(running, source.Fingerprint, total, watermark: null, lostPoints: null, cancellationToken);
        var after = running.Job.Checkpoint is { } checkpoint ? SourceKeyJson.Parse(checkpoint) : null;
        var report = (after is null ? null : await VerifyReport.FindAsync(database, running.Job.Id, cancellationToken)) ?? new VerifyReportView();
        running.Moved();
        log.VerifyStarted(running.Datasource.Name, total, source.Collection.PhysicalName);
        progress.Publish(running.View());

        var run = new VerifyRun(running, source, columns, log);
        var pages = new VerifyPages(database, store, ledger, deliveries, progress, run, report, time);
        await opener.WatchAsync(source, () => VerifyAsync(run, pages, after, cancellationToken), cancellationToken);
        SyncFaults.Hit("before-end");
    }

    private async Task VerifyAsync(VerifyRun run, VerifyPages pages, SourceKey? after, CancellationToken cancellationToken)
    {
        var seen = await sweep.MarksAsync(run.Scope, cancellationToken);
        await pages.RunAsync(after, seen, cancellationToken);

        // What an earlier attempt has met is not marked: a pass over the keys finds it.
        var removal = new SweepRun(run.Running, run.Source.Connector, run.Source.Query, run.Scope, run.Source.Mirror, run.Log);
        var marks = after is null ? seen : await sweep.SeeAsync(removal, run.Columns, cancellationToken);
        var candidates = new SweepCandidates(store, ledger, removal, marks, hasSurplus: true);
        var report = await new VerifySurplus(store, ledger, run, candidates).CountAsync(pages.Report, cancellationToken);
        await pages.EndAsync(report, cancellationToken);
        run.Log.Verified(run.Running.Datasource.Name, report.Compared, report.Differing, report.Requeued, report.Corrected, report.SurplusInLedger.Count, report.SurplusInStore.Count);
        if (report.SurplusInLedger.Count + report.SurplusInStore.Count > 0)
        {
            await sweep.RemoveAsync(removal, run.Columns, candidates, cancellationToken);
        }
    }
}
