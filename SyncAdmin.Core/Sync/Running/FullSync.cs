using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Watermarks;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Every record of the source into the collection, from the checkpoint on where there is one.</summary>
internal sealed class FullSync(
    StateDatabase database,
    SourceOpener opener,
    SchemaCheck schema,
    CollectionManager collections,
    IVectorStore store,
    IEmbedder embedder,
    RecordLedger ledger,
    ScanRun scans,
    Sweep sweep,
    SyncProgress progress)
{
    /// <summary>Returns when the source was read to its end and everything is committed.</summary>
    internal async Task RunAsync(RunningJob running, ILogger log, CancellationToken cancellationToken)
    {
        await using var source = await opener.OpenAsync(running.Datasource, cancellationToken);
        await schema.PassAsync(running, source.Connector, source.Query, source.Mapper, log, cancellationToken);
        var total = await StageException.NameAsync<long?>(
            PipelineStage.Source, async () => await source.Connector.CountAsync(source.Query, cancellationToken), cancellationToken);
        var watermark = source.Query.ChangeField is null ? null : await StageException.NameAsync(
            PipelineStage.Source, () => source.Connector.HighestChangeAsync(source.Query, cancellationToken), cancellationToken);

        var lost = await new LostPoints(database, store, ledger, running, source.Scope).DropAsync(log, cancellationToken);
        var startedOver = await new StartPoint(database).WriteAsync(
            running, source.Fingerprint, total, watermark is null ? null : WatermarkStore.Write(watermark), lost == 0 ? null : $"the store had lost {lost} points", cancellationToken);
        running.Moved();
        Tell(running, startedOver, source.Collection.PhysicalName, log);
        progress.Publish(running.View());

        var after = running.Job.Checkpoint is { } checkpoint ? SourceKeyJson.Parse(checkpoint) : null;
        var seen = await sweep.MarksAsync(source.Scope, cancellationToken);
        await opener.WatchAsync(
            source,
            () => scans.RunAsync(
                running, source, token => source.Connector.ReadAsync(source.Query, after, token), source.Query.KeyFields, repeats: null, seen, log, cancellationToken),
            cancellationToken);
        await sweep.RunAsync(
            new SweepRun(running, source.Connector, source.Query, source.Scope, source.Mirror, log), seen, cancellationToken);
        await collections.NoteCountAsync(source.Collection, cancellationToken);
        SyncFaults.Hit("before-end");
    }

    private void Tell(RunningJob running, StartPoint.StartedOver? startedOver, string collection, ILogger log)
    {
        var (job, name) = (running.Job, running.Datasource.Name);
        var view = running.View();
        if (startedOver is not null)
        {
            log.StartsOver(name, startedOver.Record, startedOver.Why);
        }

        if (job.Checkpoint is not null && view.Resume is { } resume)
        {
            log.Resumed(name, resume.Record, job.TotalRecords, resume.Percent, resume.Batch, resume.Batches, resume.SavedCost, resume.SavedSeconds);
        }
        else
        {
            log.Started(name, job.TotalRecords, collection, embedder.Fingerprint.ToString());
        }
    }
}
