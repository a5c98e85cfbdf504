using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Budget;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Brings named records in line: holds their keys, reads them by key, and writes what differs.</summary>
internal sealed class KeyedSync(IVectorStore store, IEmbedder embedder, RecordLedger ledger, StoredRecords stored)
{
    /// <summary>What <see cref="IConnector.ReadByKeysAsync"/> takes at once.</summary>
    internal const int MostKeys = 1_000;

    /// <summary>Texts in one embedding request.</summary>
    internal int EmbedBatchOf(Datasource datasource) => Math.Min(datasource.BatchSize, embedder.MaxBatchItems);

    /// <summary>Reads and writes the records of these keys, in one commit.</summary>
    /// <param name="running">The job.</param>
    /// <param name="source">Its source, opened.</param>
    /// <param name="keys">At most <see cref="MostKeys"/>.</param>
    /// <param name="deleteMissing">Whether the points of records that the source has no more are deleted: this read by key is what confirms it.</param>
    /// <param name="committer">Of the job.</param>
    /// <param name="also">What else belongs into the commit; gets what became of each record key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task ApplyAsync(
        RunningJob running,
        OpenSource source,
        IReadOnlyCollection<SourceKey> keys,
        bool deleteMissing,
        BatchCommitter committer,
        Func<IReadOnlyDictionary<string, KeyedOutcome>, StateTransaction, DateTimeOffset, CancellationToken, Task> also,
        CancellationToken cancellationToken)
    {
        var names = keys.Select(static key => RecordKey.Of(key)).Where(static name => name.Succeeded).Select(static name => name.Value!).ToHashSet(StringComparer.Ordinal);
        using var hold = await running.Owned.Interlock.HoldAsync(names, cancellationToken);
        if (running.Job.Type == SyncJobType.Record)
        {
            await stored.AdoptAsync(source.Scope, running.Lease, names, cancellationToken);
        }

        var page = await StageException.NameAsync(
            PipelineStage.Source, () => source.Connector.ReadByKeysAsync(source.Query, [.. keys], cancellationToken), cancellationToken);
        var batches = await PlanAsync(running, source, page, cancellationToken);
        if (batches.Exists(static batch => batch.HasTexts))
        {
            BudgetWait.Check(running);
        }

        await Parallel.ForEachAsync(
            batches.Where(static batch => batch.HasTexts),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, embedder.Concurrency), CancellationToken = cancellationToken },
            async (batch, token) => await new BatchEmbedder(embedder).EmbedAsync(batch, token));

        var outcomes = Outcomes(source, page, batches);
        string[] missing = [.. names.Where(name => !outcomes.ContainsKey(name))];
        var known = await KnownAsync(source, missing, cancellationToken);
        foreach (var name in missing)
        {
            outcomes[name] = deleteMissing && known.Contains(name) ? new KeyedOutcome(RecordOutcome.Deleted) : new KeyedOutcome(RecordOutcome.NotFound);
        }

        if (deleteMissing && known.Count > 0)
        {
            batches.Add(new Batch { Number = batches.Count, Gone = [.. known] });
        }

        await new BatchWriter(store, source, running).WriteAsync(batches, cancellationToken);
        await committer.CommitAsync(batches, (transaction, now, token) => also(outcomes, transaction, now, token), cancellationToken);
    }

    private async Task<List<Batch>> PlanAsync(RunningJob running, OpenSource source, SourcePage page, CancellationToken cancellationToken)
    {
        var planner = new RecordPlanner(source.Mapper, ledger, source.Scope, static () => false, source.Query.KeyFields, EmbedBatchOf(running.Datasource), mirror: source.Mirror);
        var batches = new List<Batch>();
        await foreach (var batch in planner.PlanAsync(page, cancellationToken))
        {
            batch.LastKey = null; // Named records say nothing of how far a scan has come.
            batches.Add(batch);
        }

        return batches;
    }

    private async Task<HashSet<string>> KnownAsync(OpenSource source, string[] names, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scope in names.Length == 0 ? [] : source.Scopes)
        {
            known.UnionWith((await StageException.NameAsync(PipelineStage.State, () => ledger.LoadAsync(scope, names, cancellationToken), cancellationToken)).Keys);
        }

        return known;
    }

    private static Dictionary<string, KeyedOutcome> Outcomes(OpenSource source, SourcePage page, List<Batch> batches)
    {
        var outcomes = new Dictionary<string, KeyedOutcome>(StringComparer.Ordinal);
        foreach (var row in page.Rows)
        {
            if (source.Mapper.KeyOf(page.Columns, row) is { Succeeded: true, Value: { } key })
            {
                outcomes[key] = new KeyedOutcome(RecordOutcome.Unchanged);
            }
        }

        foreach (var batch in batches)
        {
            foreach (var planned in batch.ToEmbed.Concat(batch.ToOverwrite))
            {
                outcomes[planned.Record.RecordKey] = new KeyedOutcome(RecordOutcome.Upserted);
            }

            foreach (var failure in batch.Failures)
            {
                outcomes[failure.Identifier] = new KeyedOutcome(RecordOutcome.Failed, failure.Problem);
            }
        }

        return outcomes;
    }
}
