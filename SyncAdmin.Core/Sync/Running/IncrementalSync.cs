using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Watermarks;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>What changed since the watermark, in the order of (change value, key), and the records that failed before.</summary>
internal sealed class IncrementalSync(
    StateDatabase database, SourceOpener opener, SchemaCheck schema, ScanRun scans, KeyedSync keyed, SyncProgress progress, IOptions<SyncOptions> options)
{
    /// <summary>Returns when every change was read and everything is committed.</summary>
    /// <exception cref="ProblemException">SYNC-5107: there is no watermark, or it belongs to another plan.</exception>
    internal async Task RunAsync(RunningJob running, ILogger log, CancellationToken cancellationToken)
    {
        await using var source = await opener.OpenAsync(running.Datasource, cancellationToken);
        await schema.PassAsync(running, source.Connector, source.Query, source.Mapper, log, cancellationToken);
        var watermark = Usable(await WatermarkStore.FindAsync(database, running.Datasource.Id, cancellationToken), source.Fingerprint);
        await new StartPoint(database).WriteAsync(running, source.Fingerprint, total: null, watermark: null, lostPoints: null, cancellationToken);
        var since = Since(running.Job, watermark);
        running.Moved();
        log.IncrementalStarted(running.Datasource.Name, since.Change.ToString(), source.Collection.PhysicalName);
        progress.Publish(running.View());

        await opener.WatchAsync(
            source,
            () => scans.RunAsync(
                running,
                source,
                token => source.Connector.ReadChangesAsync(source.Query, since, token),
                [source.Query.ChangeField!, .. source.Query.KeyFields],
                new RepeatedKeys(),
                marks: null,
                log,
                cancellationToken),
            cancellationToken);
        await RetryAsync(running, source, log, cancellationToken);
        SyncFaults.Hit("before-end");
    }

    private static SyncWatermark Usable(SyncWatermark? watermark, string fingerprint)
    {
        var changes = watermark is null ? null : PlanFingerprint.Changes(watermark.PlanFingerprint, fingerprint);
        return watermark is not null && changes is ""
            ? watermark
            : throw new ProblemException(new Problem(
                ErrorCatalog.SyncWatermarkMissing,
                watermark is null ? "No full sync of this datasource has completed with its change field." : $"Since the last full sync, this changed: {changes}."));
    }

    private ChangePosition Since(SyncJob job, SyncWatermark watermark)
    {
        if (job.Checkpoint is { } checkpoint)
        {
            var last = SourceKeyJson.Parse(checkpoint).Values;
            return new ChangePosition(last[0], new SourceKey([.. last.Skip(1)]));
        }

        return new ChangePosition(ChangeOverlap.Before(WatermarkStore.Read(watermark.Value), options.Value.Overlap));
    }

    /// <summary>Records that failed in earlier jobs have not changed since, and would be passed over.</summary>
    private async Task RetryAsync(RunningJob running, OpenSource source, ILogger log, CancellationToken cancellationToken)
    {
        var committer = scans.Committer(running, source, log);
        string? after = null;
        KeyColumns? columns = null;
        while (await FailedBeforeAsync(running.Job, after, cancellationToken) is { Count: > 0 } names)
        {
            columns ??= await NamedRecords.KeyColumnsAsync(source, cancellationToken);
            after = names[^1];
            SourceKey[] keys = [.. names.Select(columns.Parse).Where(static key => key.Succeeded).Select(static key => key.Value!)];
            await keyed.ApplyAsync(
                running,
                source,
                keys,
                deleteMissing: false,
                committer,
                (became, transaction, _, token) => DeliveryWork.ResolveAsync(transaction, running.Datasource.Id, became, token),
                cancellationToken);
        }
    }

    /// <summary>Index (datasource_id, resolved, record_identifier).</summary>
    private async Task<IReadOnlyList<string>> FailedBeforeAsync(SyncJob job, string? after, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
#pragma warning disable CA1309 // It becomes SQL: the database compares, as it orders.
        return await context.Set<SyncError>()
            .Where(error => error.DatasourceId == job.DatasourceId && !error.Resolved && error.SyncJobId != job.Id && (after == null || string.Compare(error.RecordIdentifier, after) > 0))
#pragma warning restore CA1309
            .Select(static error => error.RecordIdentifier)
            .Distinct()
            .OrderBy(static name => name)
            .Take(KeyedSync.MostKeys)
            .ToListAsync(cancellationToken);
    }
}
