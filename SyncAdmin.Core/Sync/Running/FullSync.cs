using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Budget;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Every record of the source into the collection, from the checkpoint on where there is one.</summary>
internal sealed class FullSync(
    StateDatabase database,
    DatasourceSources sources,
    CollectionManager collections,
    IVectorStore store,
    IEmbedder embedder,
    RecordLedger ledger,
    SyncProgress progress,
    IOptions<SyncOptions> options,
    TimeProvider time)
{
    // A transaction of SQLite must not hold the one write gate longer than about 10 ms.
    private const int CommitRowsSqlite = 2_000;
    private const int CommitRowsPostgres = 20_000;
    private const int WriteCalls = 2;
    private const int Megabyte = 1024 * 1024;

    /// <summary>Returns when the source was read to its end and everything is committed.</summary>
    internal async Task RunAsync(RunningJob running, ILogger log, CancellationToken cancellationToken)
    {
        var datasource = running.Datasource;
        var query = DatasourceSources.QueryOf(datasource);
        var mapper = RecordMapper.Create(new RecordMapping(
            datasource.Id, datasource.FieldMapping, datasource.EmbeddingFields, datasource.TextTemplate, query.KeyFields, query.CodeField)).Required();
        await using var connector = sources.Open(datasource);
        await new SchemaCheck(database).PassAsync(running, connector, query, mapper, log, cancellationToken);
        var collection = (await StageException.NameAsync(
            PipelineStage.Store, () => collections.EnsureAsync(datasource.QdrantCollection, embedder.Fingerprint, cancellationToken), cancellationToken)).Required();
        var total = await StageException.NameAsync<long?>(
            PipelineStage.Source, async () => await connector.CountAsync(query, cancellationToken), cancellationToken);

        var scope = new LedgerScope(collection.PhysicalName, datasource.Id);
        var lost = await new LostPoints(database, store, ledger, running, scope).DropAsync(log, cancellationToken);
        var fingerprint = PlanFingerprint.Of(datasource, embedder.Fingerprint, collection);
        var startedOver = await new StartPoint(database).WriteAsync(
            running, fingerprint, total, lost == 0 ? null : $"the store had lost {lost} points", cancellationToken);
        running.Moved();
        Tell(running, startedOver, collection.PhysicalName, log);
        progress.Publish(running.View());

        // Only this job writes the scope's rows while it holds the lease: what is not there now, nobody else adds.
        var ledgerIsEmpty = await ledger.IsEmptyAsync(scope, cancellationToken);
        var pipeline = new ScanPipeline(Stages(running, connector, query, mapper, scope, ledgerIsEmpty, log), Limits(), time);
        using var quota = new QuotaNotice(embedder, running, progress, log, time);
        await RunAsync(pipeline, collection, datasource.Id, cancellationToken);
        await collections.NoteCountAsync(collection, cancellationToken);
        SyncFaults.Hit("before-end");
    }

    /// <summary>A store that no longer knows the collection is a mystery to people; that somebody deleted it by force is not.</summary>
    private async Task RunAsync(ScanPipeline pipeline, Collection collection, Guid datasourceId, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.RunAsync(cancellationToken);
        }
        catch (StageException exception) when (exception.InnerException is ProblemException { Problem.Error: var error }
            && (error.Kind == ProblemKind.NotFound || error == ErrorCatalog.CollectionDeletedMeanwhile))
        {
            if (await collections.IsThereAsync(collection, cancellationToken))
            {
                throw;
            }

            await collections.WithdrawAsync(collection, datasourceId, cancellationToken);
            throw new ProblemException(LiveCollection.Deleted(collection.PhysicalName), exception);
        }
    }

    private ScanStages Stages(
        RunningJob running, IConnector connector, SourceQuery query, RecordMapper mapper, LedgerScope scope, bool ledgerIsEmpty, ILogger log)
    {
        var after = running.Job.Checkpoint is { } checkpoint ? SourceKeyJson.Parse(checkpoint) : null;
        var embedBatch = Math.Min(running.Datasource.BatchSize, embedder.MaxBatchItems);
        var planner = new RecordPlanner(mapper, ledger, scope, ledgerIsEmpty, query.KeyFields, embedBatch);
        var budget = new ErrorBudget(options.Value.ErrorShare, options.Value.ErrorShareAfter);
        var committer = new BatchCommitter(database, running, scope, embedder.PricePerMillionTokens, progress, budget, time, log);
        return new ScanStages(
            token => connector.ReadAsync(query, after, token),
            planner.PlanAsync,
            new SpendGuard(running.Job, running.Datasource.Budget, embedder.PricePerMillionTokens, new BatchEmbedder(embedder).EmbedAsync).EmbedAsync,
            new BatchWriter(store, scope.Collection, running.Lease).WriteAsync,
            committer.CommitAsync);
    }

    private ScanLimits Limits() => new(
        Math.Max(1, embedder.Concurrency),
        WriteCalls,
        options.Value.WritePoints,
        database.Provider == StorageProvider.Postgres ? CommitRowsPostgres : CommitRowsSqlite,
        TimeSpan.FromMilliseconds(options.Value.CommitMilliseconds),
        Math.Max(options.Value.InFlightBatches, 3 * embedder.Concurrency),
        (long)options.Value.InFlightMegabytes * Megabyte);

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
