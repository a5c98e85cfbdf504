using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Budget;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Takes the pages of a scan through the pipeline, beside a records job: what that one has worked on since a page was read is read again at the end.</summary>
internal sealed class ScanRun(
    StateDatabase database,
    IVectorStore store,
    IEmbedder embedder,
    RecordLedger ledger,
    KeyedSync keyed,
    SyncProgress progress,
    IOptions<SyncOptions> options,
    TimeProvider time)
{
    // A transaction of SQLite must not hold the one write gate longer than about 10 ms.
    private const int CommitRowsSqlite = 2_000;
    private const int CommitRowsPostgres = 20_000;
    private const int WriteCalls = 2;
    private const int Megabyte = 1024 * 1024;

    /// <summary>Returns when everything that <paramref name="read"/> gives is committed.</summary>
    /// <param name="running">The job.</param>
    /// <param name="source">Its source, opened.</param>
    /// <param name="read">The pages; called when the interlock is ready for them.</param>
    /// <param name="order">Columns that order the rows: the key, or change and key.</param>
    /// <param name="repeats">Where a row may come twice.</param>
    /// <param name="marks">Where ledger rows whose records were read are marked, for the sweep.</param>
    /// <param name="log">The job's log.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task RunAsync(
        RunningJob running,
        OpenSource source,
        Func<CancellationToken, IAsyncEnumerable<SourcePage>> read,
        IReadOnlyList<string> order,
        RepeatedKeys? repeats,
        LedgerMarks? marks,
        ILogger log,
        CancellationToken cancellationToken)
    {
        var interlock = running.Owned.Interlock;
        var committer = Committer(running, source, log);
        await using var quota = new QuotaNotice(database, embedder, running, progress, log, time);
        interlock.ScanBegins();
        try
        {
            var ledgerWasEmpty = !interlock.WasHeld && await ledger.IsEmptyAsync(source.Scope, cancellationToken);
            var planner = new RecordPlanner(
                source.Mapper, ledger, source.Scope, () => ledgerWasEmpty && !interlock.WasHeld, order, keyed.EmbedBatchOf(running.Datasource), repeats, marks, source.Mirror);
            var writer = new BatchWriter(store, source, running);
            var guard = new SpendGuard(running.Job, running.Datasource.Budget, embedder.PricePerMillionTokens, EmbedAsync);
            await new ScanPipeline(
                new ScanStages(read, planner.PlanAsync, guard.EmbedAsync, WriteAsync, CommitAsync), Limits(), time).RunAsync(cancellationToken);
            foreach (var keys in SetAsideKeys.Read(running.Job.SetAside).Chunk(KeyedSync.MostKeys))
            {
                await keyed.ApplyAsync(
                    running, source, keys, deleteMissing: false, committer, (_, transaction, _, token) => RemoveAsideAsync(transaction, running.Job.Id, keys, token), cancellationToken);
            }

            async Task EmbedAsync(Batch batch, CancellationToken token)
            {
                if (source.Vectors is { } vectors)
                {
                    await vectors.FillAsync(batch, token);
                }

                await new BatchEmbedder(embedder).EmbedAsync(batch, token);
            }

            Task WriteAsync(IReadOnlyList<Batch> batches, CancellationToken token)
            {
                interlock.BeginWrite(batches);
                return writer.WriteAsync(batches, token);
            }
        }
        finally
        {
            interlock.ScanEnds();
        }

        async Task CommitAsync(IReadOnlyList<Batch> batches, CancellationToken token)
        {
            await committer.CommitAsync(batches, token);
            interlock.Committed(batches);
            repeats?.Committed(batches);
        }
    }

    private static async Task RemoveAsideAsync(StateTransaction transaction, Guid jobId, SourceKey[] keys, CancellationToken cancellationToken)
    {
        var job = await transaction.Db.Set<SyncJob>().SingleAsync(row => row.Id == jobId, cancellationToken);
        job.SetAside = SetAsideKeys.Remove(job.SetAside, keys);
    }

    /// <summary>A committer with an error budget of its own.</summary>
    internal BatchCommitter Committer(RunningJob running, OpenSource source, ILogger log) => new(
        database, running, source, embedder.PricePerMillionTokens, progress, new ErrorBudget(options.Value.ErrorShare, options.Value.ErrorShareAfter), time, log);

    private ScanLimits Limits() => new(
        Math.Max(1, embedder.Concurrency),
        WriteCalls,
        options.Value.WritePoints,
        database.Provider == StorageProvider.Postgres ? CommitRowsPostgres : CommitRowsSqlite,
        TimeSpan.FromMilliseconds(options.Value.CommitMilliseconds),
        Math.Max(options.Value.InFlightBatches, 3 * embedder.Concurrency),
        (long)options.Value.InFlightMegabytes * Megabyte);
}
