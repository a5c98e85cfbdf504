using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>
/// What people and the API do with re-indexes: a new physical collection is built beside the live one from every datasource that feeds it, verified, and takes the name over in
/// one call; the old one is kept until the next re-index, and can be rolled back to. Searches and deliveries go on all the while.
/// </summary>
public sealed partial class ReindexService
{
    private const int MostTries = 3;
    private const string Subject = "collection";

    private readonly StateDatabase _database;
    private readonly CollectionManager _collections;
    private readonly Reindexes _reindexes;
    private readonly IEmbedder _embedder;
    private readonly SyncService _jobs;
    private readonly SyncSignal _signal;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;

    internal ReindexService(
        StateDatabase database, CollectionManager collections, Reindexes reindexes, IEmbedder embedder, SyncService jobs, SyncSignal signal, AuditLog audit, TimeProvider time) =>
        (_database, _collections, _reindexes, _embedder, _jobs, _signal, _audit, _time) = (database, collections, reindexes, embedder, jobs, signal, audit, time);

    /// <summary>The newest re-index of a collection. SYNC-2113: it has none.</summary>
    public async Task<Outcome<ReindexView>> GetAsync(string name, CancellationToken cancellationToken)
    {
        var found = await _collections.FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        return await _reindexes.NewestOfAsync(found.Value.Id, cancellationToken) is { } newest
            ? await ViewAsync(found.Value, newest, cancellationToken)
            : new Problem(ErrorCatalog.ReindexNotFound, $"'{found.Value.Name}' was never re-indexed.");
    }

    /// <summary>
    /// Begins a re-index, with one <c>reindex</c> job per datasource that feeds the collection; or has one that is open go on, where its jobs have failed, were cancelled or wait. A conflict
    /// when it is open and the request would change it (SYNC-2111), when a scan of a datasource is open (SYNC-5003, with <c>jobId</c>), or when there is nothing to build from (SYNC-2112).
    /// </summary>
    public async Task<Outcome<ReindexView>> StartAsync(string name, ReindexRequest request, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        var found = await _collections.FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        var live = found.Value;
        if (await _reindexes.OpenOfAsync(live.Id, cancellationToken) is { } open)
        {
            return request.IsEmpty
                ? await GoOnAsync(live, open, actor, cancellationToken)
                : new Problem(ErrorCatalog.CollectionBeingReindexed, $"'{live.Name}' is being re-indexed into '{open.ToPhysicalName}'.");
        }

        var planned = await _collections.PlanReindexAsync(live, request.Over(live.Spec(), _embedder.Fingerprint.Dimensions), _embedder.Fingerprint, request.Alias, actor, correlationId, cancellationToken);
        if (!planned.Succeeded)
        {
            return planned.Problem;
        }

        var (reindex, highest) = planned.Value;
        Problem? refused;
        try
        {
            refused = await _database.WriteAsync((transaction, token) => BeginAsync(transaction, reindex, highest, actor, token), cancellationToken);
        }
        catch (DbUpdateException exception) when (UniqueViolation.ConstraintOf(_database, exception) is not null)
        {
            // Another request or a schedule was faster by a moment.
            return new Problem(ErrorCatalog.CollectionBeingReindexed, $"'{live.Name}' is being re-indexed, or a scan of one of its datasources has just begun.");
        }

        _signal.Set();
        return refused ?? await GetAsync(live.Name, cancellationToken);
    }

    /// <summary>Gives an open re-index up: its jobs are cancelled, the new physical collection is removed. SYNC-2113: none is open; SYNC-2115: too late.</summary>
    public async Task<Outcome<ReindexView>> AbandonAsync(string name, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var found = await _collections.FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        if (await _reindexes.OpenOfAsync(found.Value.Id, cancellationToken) is not { } open)
        {
            return new Problem(ErrorCatalog.ReindexNotFound, $"No re-index of '{found.Value.Name}' is open.");
        }

        var abandoned = await _database.WriteAsync(
            async (transaction, token) =>
            {
                if (!await Reindexes.MoveAsync(transaction, open.Id, ReindexStatus.Building, ReindexStatus.Abandoned, token)
                    && !await Reindexes.MoveAsync(transaction, open.Id, ReindexStatus.Verifying, ReindexStatus.Abandoned, token))
                {
                    return false;
                }

                var now = await transaction.NowAsync(token);
                await transaction.Db.Set<CollectionReindex>().Where(row => row.Id == open.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), token);
                // A process that dies before it has cancelled them leaves them to whoever claims them next: he finds that the re-index is over.
                var jobs = transaction.Db.Set<ReindexFeeder>().Where(feeder => feeder.ReindexId == open.Id).Select(static feeder => feeder.SyncJobId);
                await transaction.Db.Set<SyncJob>().Where(job => job.Status == SyncJobStatus.Pending && jobs.Contains(job.Id)).ExecuteUpdateAsync(
                    set => set.SetProperty(job => job.WaitReason, (string?)null).SetProperty(job => job.ResumeAfter, (DateTimeOffset?)null), token);
                _audit.Add(transaction, actor, "collection.reindex.abandon", Subject, found.Value.Name, new { status = EnumText.Of(open.Status), to = open.ToPhysicalName }, null, correlationId);
                await transaction.Db.SaveChangesAsync(token);
                return true;
            },
            cancellationToken);
        if (!abandoned)
        {
            return new Problem(ErrorCatalog.ReindexSwitching, $"'{found.Value.Name}' is just being moved to '{open.ToPhysicalName}', or was.");
        }

        foreach (var feeder in await _reindexes.FeedersAsync(open.Id, cancellationToken))
        {
            await _jobs.CancelAsync(feeder.SyncJobId, actor, cancellationToken); // One that has ended already says so, and is as good.
        }

        return await GetAsync(found.Value.Name, cancellationToken);
    }

    private async Task<Problem?> BeginAsync(
        StateTransaction transaction, CollectionReindex reindex, int highest, Actor actor, CancellationToken cancellationToken)
    {
        // The store was asked since the collection was read, which may have taken long enough for a rollback.
        if (!await LiveCollection.IsThereAsync(transaction, reindex.FromPhysicalName, mirror: null, cancellationToken))
        {
            return new Problem(ErrorCatalog.CollectionBeingReindexed, $"'{reindex.FromName}' has just been moved away from '{reindex.FromPhysicalName}'.");
        }

        var feeders = await FeedersAsync(transaction, reindex.FromName, cancellationToken);
        if (feeders.Count == 0)
        {
            return new Problem(ErrorCatalog.CollectionNotReindexable, $"No datasource feeds '{reindex.FromName}': there is nothing to build it from.");
        }

        if (await BusyAsync(transaction, feeders, cancellationToken) is { } refused)
        {
            return refused;
        }

        await Reindexes.AddAsync(transaction, reindex, highest, cancellationToken);
        foreach (var feeder in feeders)
        {
            var jobId = await ReindexFollowUp.AddJobAsync(transaction, feeder.Id, SyncJobType.Reindex, actor, reindex.CorrelationId, _time.GetUtcNow(), detail: null, cancellationToken);
            transaction.Db.Add(new ReindexFeeder { ReindexId = reindex.Id, DatasourceId = feeder.Id, SyncJobId = jobId });
        }

        _audit.Add(transaction, actor, "collection.reindex", Subject, reindex.FromName, new { physicalName = reindex.FromPhysicalName }, new { physicalName = reindex.ToPhysicalName }, reindex.CorrelationId);
        await transaction.Db.SaveChangesAsync(cancellationToken);
        return null;
    }

    private async Task<Outcome<ReindexView>> GoOnAsync(Collection live, CollectionReindex open, Actor actor, CancellationToken cancellationToken)
    {
        var jobs = (await ViewAsync(live, open, cancellationToken)).Feeders;
        if (jobs.All(static feeder => feeder.JobStatus is null))
        {
            return new Problem(ErrorCatalog.CollectionNotReindexable, $"No datasource is left that '{open.ToPhysicalName}' could be built from: abandon the re-index.");
        }

        foreach (var feeder in jobs.Where(static feeder => feeder.JobStatus is SyncJobStatus.Failed or SyncJobStatus.Cancelled or SyncJobStatus.Pending))
        {
            var resumed = await _jobs.ResumeAsync(feeder.JobId, actor, cancellationToken);
            if (!resumed.Succeeded && resumed.Problem.Error != ErrorCatalog.SyncNotResumable)
            {
                return resumed.Problem;
            }
        }

        if (jobs.All(static feeder => feeder.JobStatus is SyncJobStatus.Completed or null))
        {
            // The datasource that was still missing is gone, and with it the job that would have gone on to the switch.
            var again = await _jobs.RunAgainAsync(jobs.Last(static feeder => feeder.JobStatus is not null).JobId, actor, cancellationToken);
            if (!again.Succeeded)
            {
                return again.Problem;
            }
        }

        return await GetAsync(live.Name, cancellationToken);
    }

    /// <summary>The datasources that feed a collection, as the transaction finds them: one that was added a moment ago counts. Index on <c>datasources.qdrant_collection</c>.</summary>
    private static Task<List<CollectionFeeder>> FeedersAsync(StateTransaction transaction, string name, CancellationToken cancellationToken) => transaction.Db.Set<Datasource>()
        .Where(datasource => datasource.QdrantCollection == name)
        .OrderBy(static datasource => datasource.Name)
        .Select(static datasource => new CollectionFeeder(datasource.Id, datasource.Name))
        .ToListAsync(cancellationToken);

    private static async Task<Problem?> BusyAsync(StateTransaction transaction, List<CollectionFeeder> feeders, CancellationToken cancellationToken)
    {
        foreach (var feeder in feeders)
        {
            if (await SyncService.OpenScanAsync(transaction.Db, feeder.Id, Guid.Empty, cancellationToken) is { } busy)
            {
                return new Problem(busy.Error, $"{feeder.Name}: {busy.Detail}") { Extensions = busy.Extensions };
            }
        }

        return null;
    }

    private async Task<ReindexView> ViewAsync(Collection live, CollectionReindex reindex, CancellationToken cancellationToken)
    {
        var target = Reindexes.TargetOf(live, reindex);
        var reversible = await _reindexes.ReversibleOfAsync(live, cancellationToken);
        await using var context = _database.Read();
        var feeders = await (
            from feeder in context.Set<ReindexFeeder>()
            where feeder.ReindexId == reindex.Id
            join datasource in context.Set<Datasource>() on feeder.DatasourceId equals datasource.Id into datasources
            from datasource in datasources.DefaultIfEmpty()
            join job in context.Set<SyncJob>() on feeder.SyncJobId equals job.Id into jobs
            from job in jobs.DefaultIfEmpty()
            orderby datasource.Name, feeder.DatasourceId
            select new ReindexFeederView(feeder.DatasourceId, datasource.Name, feeder.SyncJobId, (SyncJobStatus?)job.Status, feeder.BuiltAt)).ToListAsync(cancellationToken);
        return new ReindexView
        {
            Id = reindex.Id,
            Collection = live.Name,
            NameAfter = reindex.ToName,
            Status = reindex.Status,
            From = reindex.FromPhysicalName,
            To = reindex.ToPhysicalName,
            Spec = target.Spec(),
            Embedding = target.Fingerprint()!,
            Feeders = feeders,
            Report = ReindexReport.Read(reindex.Report),
            CanRollBack = reversible?.Id == reindex.Id,
            RollBackTo = reversible?.FromPhysicalName,
            StartedBy = reindex.StartedBy,
            CreatedAt = reindex.CreatedAt,
            SwitchedAt = reindex.SwitchedAt,
            EndedAt = reindex.EndedAt,
            RolledBackAt = reindex.RolledBackAt,
        };
    }
}
