using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>
/// The pipeline of a full sync over the whole source, with its own reader and planner, and with stages behind them that only count: so a plan can't say
/// anything else than the sync will do, is bounded as a sync is, and takes no longer than a sync that finds nothing changed.
/// </summary>
internal sealed class PlanScan(RecordLedger ledger, IEmbedder embedder, SyncOptions options, TimeProvider time)
{
    private const int WritePoints = 1_000;
    private const long Megabyte = 1024 * 1024;

    /// <param name="connector">The source.</param>
    /// <param name="query">All of it.</param>
    /// <param name="mapper">As the sync maps.</param>
    /// <param name="scope">What is known of it; null: there is no collection yet.</param>
    /// <param name="batchSize">Texts of one embedding request.</param>
    /// <param name="choice">Takes samples on the way.</param>
    /// <param name="cancellationToken">Stops the statement on the server, too.</param>
    internal async Task<PlanTally> RunAsync(
        IConnector connector, SourceQuery query, RecordMapper mapper, LedgerScope? scope, int batchSize, SampleChoice choice, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var known = scope is { } counted ? await ledger.CountAsync(counted, cancellationToken) : 0;
        var largest = scope is { } numbered ? await ledger.MaxIdAsync(numbered, cancellationToken) : 0;
        var seen = new LedgerMarks(largest);
        var tally = new PlanTally { Known = known };
        var planner = new RecordPlanner(
            mapper,
            ledger,
            scope ?? new LedgerScope(string.Empty, Guid.Empty),
            ledgerIsEmpty: () => known == 0,
            query.KeyFields,
            Math.Min(batchSize, embedder.MaxBatchItems),
            marks: seen);
        var stages = new ScanStages(
            token => connector.ReadAsync(query, after: null, token),
            (page, token) =>
            {
                choice.Add(page);
                return planner.PlanAsync(page, token);
            },
            ForecastAsync,
            (_, _) => Task.CompletedTask,
            (batches, _) =>
            {
                foreach (var batch in batches)
                {
                    tally.Add(batch);
                    choice.Add(batch);
                }

                return Task.CompletedTask;
            });
        await new ScanPipeline(stages, Limits(), time).RunAsync(cancellationToken);
        (tally.Gone, tally.Took) = (Math.Max(0, known - seen.Count), time.GetElapsedTime(started));
        return tally;
    }

    private async Task ForecastAsync(Batch batch, CancellationToken cancellationToken)
    {
        var forecast = await embedder.ForecastAsync([.. batch.ToEmbed.Select(record => record.Record.Text)], cancellationToken);
        (batch.Embedded, batch.Cached, batch.Tokens) = (forecast.Paid, forecast.Cached, forecast.Tokens);
    }

    private ScanLimits Limits() => new(
        Environment.ProcessorCount, WriteCalls: 1, WritePoints, CommitRows: int.MaxValue, CommitWait: TimeSpan.Zero, options.InFlightBatches, options.InFlightMegabytes * Megabyte);
}
