using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// The records job: applies its deliveries, some hundred names at a time. Names by code become keys first; keys are held, read and written by
/// <see cref="KeyedSync"/>. What a webhook names and the source does not show yet is looked at once more, in a job of its own a few seconds later.
/// </summary>
internal sealed class RecordsSync(
    SourceOpener opener,
    DeliveryWork work,
    KeyedSync keyed,
    ScanRun scans,
    RecordLedger ledger,
    StateDatabase database,
    IVectorStore store,
    IEmbedder embedder,
    SyncProgress progress,
    TimeProvider time)
{
    /// <summary>Names of one commit, unless a single delivery has more.</summary>
    private const int MostNames = 500;

    /// <summary>Returns when every delivery that was given to the job is applied, or given to the job of the second look.</summary>
    internal async Task RunAsync(RunningJob running, ILogger log, CancellationToken cancellationToken)
    {
        await using var source = await opener.OpenAsync(running.Datasource, cancellationToken);
        running.Moved();
        progress.Publish(running.View());
        await using var quota = new QuotaNotice(database, embedder, running, progress, log, time);
        var committer = scans.Committer(running, source, log);
        await opener.WatchAsync(source, ApplyAllAsync, cancellationToken);

        async Task ApplyAllAsync()
        {
            while (await work.NextAsync(running.Job.Id, MostNames, cancellationToken) is { Count: > 0 } deliveries)
            {
                await opener.RefreshAsync(source, cancellationToken);
                foreach (var action in deliveries.GroupBy(static delivery => delivery.Action))
                {
                    await (action.Key == DeliveryAction.Delete
                        ? RemoveAsync(running, source, [.. action], committer, cancellationToken)
                        : SyncAsync(running, source, [.. action], committer, cancellationToken));
                }

                SyncFaults.Hit("after-deliveries");
            }
        }
    }

    private async Task SyncAsync(RunningJob running, OpenSource source, IReadOnlyList<SyncDelivery> deliveries, BatchCommitter committer, CancellationToken cancellationToken)
    {
        var named = await NamedRecords.FindAsync(source, ledger, deliveries, cancellationToken);
        var outcomes = new Dictionary<string, KeyedOutcome>(named.Refused, StringComparer.Ordinal);
        var chunks = named.Keys.Values.Chunk(KeyedSync.MostKeys).ToArray();

        // A webhook's first look deletes nothing: the ERP may have called before it committed.
        var deleteMissing = deliveries.All(static delivery => delivery.Kind != DeliveryKind.Webhook || delivery.Looks > 0);
        for (var i = 0; i < Math.Max(1, chunks.Length); i++)
        {
            var last = i >= chunks.Length - 1;
            await keyed.ApplyAsync(running, source, chunks.ElementAtOrDefault(i) ?? [], deleteMissing, committer, AlsoAsync, cancellationToken);

            async Task AlsoAsync(IReadOnlyDictionary<string, KeyedOutcome> became, StateTransaction transaction, DateTimeOffset now, CancellationToken token)
            {
                foreach (var (key, outcome) in became)
                {
                    outcomes[key] = outcome;
                }

                await DeliveryWork.ResolveAsync(transaction, running.Datasource.Id, became, token);
                if (last)
                {
                    await work.ApplyAsync(transaction, running.Job, deliveries, named, outcomes, now, token);
                }
            }
        }
    }

    /// <summary>Removes points although the source has their records: because a person said so.</summary>
    private async Task RemoveAsync(RunningJob running, OpenSource source, IReadOnlyList<SyncDelivery> deliveries, BatchCommitter committer, CancellationToken cancellationToken)
    {
        var named = await NamedRecords.KnownAsync(source, ledger, deliveries, cancellationToken);
        using var hold = await running.Owned.Interlock.HoldAsync([.. named.Known], cancellationToken);
        var batch = new Batch { Number = 0, Gone = [.. named.Known] };
        await new BatchWriter(store, source, running).WriteAsync([batch], cancellationToken);
        var outcomes = named.Known.ToDictionary(static key => key, static _ => new KeyedOutcome(RecordOutcome.Removed), StringComparer.Ordinal);
        await committer.CommitAsync(
            [batch], (transaction, now, token) => work.ApplyAsync(transaction, running.Job, deliveries, named, outcomes, now, token), cancellationToken);
    }
}
