using System.Text.Json;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>Makes one plan: scan, samples, arithmetic. Writes nothing.</summary>
internal sealed class PlanMaker(
    StateDatabase database,
    DatasourceSources sources,
    CollectionManager collections,
    IVectorStore store,
    IEmbedder embedder,
    RecordLedger ledger,
    IOptions<SyncOptions> options,
    SchemaCheck schemas,
    TimeProvider time)
{
    /// <summary>The plan, and what it depends on.</summary>
    internal async Task<(SyncPlanView Plan, string Fingerprint)> MakeAsync(Guid id, Datasource datasource, CancellationToken cancellationToken)
    {
        var (started, now) = (time.GetTimestamp(), time.GetUtcNow());
        var query = DatasourceSources.QueryOf(datasource);
        var mapper = RecordMapper.Create(new RecordMapping(
            datasource.Id, datasource.FieldMapping, datasource.EmbeddingFields, datasource.TextTemplate, query.KeyFields, query.CodeField)).Required();
        await using var connector = sources.Open(datasource);
        var schema = await schemas.LookAsync(datasource, connector, query, mapper, cancellationToken);
        if (schema.Problem is { } drift)
        {
            throw new ProblemException(drift);
        }

        var (collection, refusal) = await collections.LookAsync(datasource.QdrantCollection, embedder.Fingerprint, cancellationToken);
        if (refusal is not null)
        {
            throw new ProblemException(refusal);
        }

        LedgerScope? scope = collection is null ? null : new LedgerScope(collection.PhysicalName, datasource.Id);
        var choice = new SampleChoice(mapper);
        var tally = await new PlanScan(ledger, embedder, options.Value, time).RunAsync(connector, query, mapper, scope, datasource.BatchSize, choice, cancellationToken);
        var lost = Math.Min(await LostAsync(scope, tally.Known, cancellationToken), tally.Skip);
        var neighbours = new SampleNeighbours(store, embedder, mapper.Mask, time);
        var samples = await neighbours.OfAsync(choice.Chosen(), collection?.PhysicalName, cancellationToken);

        var fingerprint = PlanFingerprint.Of(datasource, embedder.Fingerprint);
        var tokens = Tokens(tally, lost, neighbours.Charged);
        var seconds = await SecondsAsync(datasource, tally, lost, tokens.Likely, fingerprint, cancellationToken);
        var (sweeps, maxShare) = DeletePolicyText.Read(datasource.DeletePolicy);
        var plan = new SyncPlanView
        {
            Id = id,
            DatasourceId = datasource.Id,
            DatasourceName = datasource.Name,
            Collection = datasource.QdrantCollection,
            Model = embedder.Fingerprint.ToString(),
            CreatedAt = now,
            Seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3),
            TotalRecords = tally.Rows,
            Create = tally.Create + lost,
            UpdateText = tally.UpdateText,
            UpdatePayload = tally.UpdatePayload,
            Skip = tally.Skip - lost,
            Delete = sweeps ? tally.Gone : 0,
            Invalid = tally.Invalid,
            Cached = tally.Cached,
            Tokens = tokens.Likely,
            TokensRange = new EstimateRange<long>(tokens.Low, tokens.High),
            TokensFrom = tokens.From,
            Cost = Cost(tokens.Likely),
            CostRange = new EstimateRange<decimal>(Cost(tokens.Low), Cost(tokens.High)),
            Minutes = Minutes(seconds.Likely),
            MinutesRange = new EstimateRange<double>(Minutes(seconds.Low), Minutes(seconds.High)),
            MinutesFrom = seconds.From,
            Budget = datasource.Budget,
            ExceedsBudget = Cost(tokens.High) > datasource.Budget,
            LostPoints = lost,
            ExceedsErrorBudget = tally.Rows >= options.Value.ErrorShareAfter && tally.Invalid > options.Value.ErrorShare * tally.Rows,
            DeletesNeedDecision = sweeps && tally.Gone > maxShare * (tally.Known + tally.Create), // As the sweep asks, after everything is written.
            NewColumns = schema.Diff?.Added ?? [],
            InvalidCauses = tally.Causes,
            Samples = samples,
        };
        return (plan, fingerprint);
    }

    /// <summary>Ledger rows whose points the store has lost (restored, damaged): a sync drops those rows first and writes the records again.</summary>
    private async Task<long> LostAsync(LedgerScope? known, long rows, CancellationToken cancellationToken)
    {
        if (known is not { } scope || rows == 0)
        {
            return 0;
        }

        var ours = new Filter { Must = [new Condition.Match(SyncMember.Datasource, JsonSerializer.SerializeToElement(scope.DatasourceId.ToString()))] };
        return Math.Max(0, rows - await store.CountAsync(scope.Collection, ours, cancellationToken));
    }

    private static (long Likely, long Low, long High, string From) Tokens(PlanTally tally, long lost, IReadOnlyList<double> charged)
    {
        // What became of lost points' vectors: stored, where the cache has them; at most they are paid for again.
        var again = lost == 0 ? 0 : tally.UnchangedTokens * lost / (tally.Skip + tally.UpdatePayload);
        if (tally.Tokens + again == 0)
        {
            return (0, 0, 0, "none");
        }

        var share = PlanArithmetic.TokenShare(charged);
        return ((long)(tally.Tokens * share.Likely) + again, (long)(tally.Tokens * share.Low), (long)Math.Ceiling(tally.Tokens * share.High) + (2 * again), share.From);
    }

    private async Task<(double Likely, double Low, double High, string From)> SecondsAsync(
        Datasource datasource, PlanTally tally, long lost, long tokens, string fingerprint, CancellationToken cancellationToken)
    {
        var reading = tally.Took.TotalSeconds;
        var perWrite = await PastJobs.SecondsPerWriteAsync(database, datasource.Id, fingerprint, reading / Math.Max(1, tally.Rows), cancellationToken);
        var batch = Math.Min(datasource.BatchSize, embedder.MaxBatchItems);
        var texts = tally.Paid + lost;
        return PlanArithmetic.Seconds(
            reading, tally.Create + tally.UpdateText + tally.UpdatePayload + lost, texts, tokens, (texts + batch - 1) / batch, embedder.Speed, perWrite);
    }

    private decimal Cost(long tokens) => tokens * embedder.PricePerMillionTokens / 1_000_000m;

    private static double Minutes(double seconds) => Math.Round(seconds / 60, 3);
}
