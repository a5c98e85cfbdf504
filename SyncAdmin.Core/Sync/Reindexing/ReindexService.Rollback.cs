using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Watermarks;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <content>The way back.</content>
public sealed partial class ReindexService
{
    /// <summary>
    /// Has the name stand for the physical collection before the newest re-index again, in one call, and starts a full sync of every datasource that feeds it, which brings what
    /// came since the switch. SYNC-2113: nothing is kept to roll back to; SYNC-5003: a scan is open; SYNC-2104: the old one is of a model that is not configured.
    /// </summary>
    public async Task<Outcome<ReindexView>> RollbackAsync(string name, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var found = await _collections.FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        var live = found.Value;
        if (await _reindexes.OpenOfAsync(live.Id, cancellationToken) is { } open)
        {
            return new Problem(ErrorCatalog.CollectionBeingReindexed, $"'{live.Name}' is being re-indexed into '{open.ToPhysicalName}'.");
        }

        if (await _reindexes.ReversibleOfAsync(live, cancellationToken) is not { } done)
        {
            return new Problem(ErrorCatalog.ReindexNotFound, $"No physical collection from before '{live.PhysicalName}' is kept.");
        }

        var before = Reindexes.SourceOf(live, done);
        if (before.Fingerprint() is { } model && model != _embedder.Fingerprint)
        {
            return before.RefusalOf(_embedder.Fingerprint);
        }

        if (!await _collections.IsInStoreAsync(before, cancellationToken))
        {
            return new Problem(ErrorCatalog.CollectionMissingInStore, $"The vector store has no '{before.PhysicalName}' any more.");
        }

        if (await RollBackAsync(done, live, before, actor, correlationId, cancellationToken) is { } refused)
        {
            return refused;
        }

        // Killed before this, the full sync that was just started moves the name, and the upkeep every further alias.
        await _reindexes.MoveAliasesAsync(live, before, cancellationToken);
        _signal.Set();
        return await GetAsync(before.Name, cancellationToken);
    }

    private async Task<Problem?> RollBackAsync(
        CollectionReindex done, Collection live, Collection before, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _database.WriteAsync(
                    (transaction, token) => RollBackAsync(transaction, done, live, before, actor, correlationId, token), cancellationToken);
            }
            catch (DbUpdateException exception) when (attempt < MostTries && UniqueViolation.ConstraintOf(_database, exception) is not null)
            {
                // A scan began between the look and the job: the next try names it.
            }
        }
    }

    private async Task<Problem?> RollBackAsync(
        StateTransaction transaction, CollectionReindex done, Collection live, Collection before, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        var feeders = await FeedersAsync(transaction, live.Name, cancellationToken);
        if (await BusyAsync(transaction, feeders, cancellationToken) is { } refused)
        {
            return refused;
        }

        if (!await Reindexes.MoveAsync(transaction, done.Id, ReindexStatus.Done, ReindexStatus.Abandoned, cancellationToken))
        {
            return new Problem(ErrorCatalog.ReindexNotFound, $"'{live.Name}' was rolled back a moment ago.");
        }

        var now = await transaction.NowAsync(cancellationToken);
        await transaction.Db.Set<CollectionReindex>().Where(row => row.Id == done.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.RolledBackAt, now).SetProperty(row => row.EndedAt, now), cancellationToken);
        // The jobs before the collection: a scan that is just ending keeps this waiting here, and must not find the collection's row locked meanwhile.
        foreach (var feeder in feeders)
        {
            await ReindexFollowUp.AddJobAsync(transaction, feeder.Id, SyncJobType.Full, actor, correlationId, _time.GetUtcNow(), $"rollback of {live.PhysicalName}", cancellationToken);
        }

        // What came since the switch is in the other collection alone: no watermark may say that it was read.
        Guid[] ids = [.. feeders.Select(static feeder => feeder.Id)];
        await transaction.Db.Set<SyncWatermark>().Where(mark => ids.Contains(mark.DatasourceId)).ExecuteDeleteAsync(cancellationToken);
        await Reindexes.StandForAsync(transaction, live, before, now, cancellationToken);

        _audit.Add(transaction, actor, "collection.rollback", Subject, live.Name, new { physicalName = live.PhysicalName }, new { physicalName = before.PhysicalName }, correlationId);
        await transaction.Db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
