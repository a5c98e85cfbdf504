using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>
/// The rows of <c>collection_reindexes</c>, and what each step does to the collection's row and in the store. Every step in the store may be repeated; every step of the
/// row is conditional on its generation, so that of two that take it one does.
/// </summary>
internal sealed class Reindexes(StateDatabase state, IVectorStore store, TimeProvider time)
{
    private readonly CollectionRows _rows = new(state, time);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private readonly PhysicalCollections _physical = new(store);
    private readonly CollectionDependents _dependents = new(state);

    internal static readonly ReindexStatus[] Open = [ReindexStatus.Building, ReindexStatus.Verifying, ReindexStatus.Switching];

    internal async Task<CollectionReindex?> OpenOfAsync(Guid collectionId, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Set<CollectionReindex>().SingleOrDefaultAsync(reindex => reindex.CollectionId == collectionId && Open.Contains(reindex.Status), cancellationToken);
    }

    /// <summary>The newest of a collection, open or not.</summary>
    internal async Task<CollectionReindex?> NewestOfAsync(Guid collectionId, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Set<CollectionReindex>().Where(reindex => reindex.CollectionId == collectionId).OrderByDescending(reindex => reindex.CreatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The one that made the physical collection which is live now, while the one before is kept; null: there is nothing to roll back to.</summary>
    internal async Task<CollectionReindex?> ReversibleOfAsync(Collection collection, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Set<CollectionReindex>()
            .Where(reindex => reindex.CollectionId == collection.Id && reindex.ToPhysicalName == collection.PhysicalName && reindex.Status == ReindexStatus.Done && reindex.DroppedAt == null)
            .OrderByDescending(reindex => reindex.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What a <c>reindex</c> job works for; null: nothing is known of it any more.</summary>
    internal async Task<(CollectionReindex Reindex, ReindexFeeder Feeder)?> OfJobAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        var found = await (
            from feeder in db.Set<ReindexFeeder>()
            join reindex in db.Set<CollectionReindex>() on feeder.ReindexId equals reindex.Id
            where feeder.SyncJobId == jobId
            select new { reindex, feeder }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.reindex, found.feeder);
    }

    /// <summary>Whether a <c>reindex</c> job has nothing to work for any more.</summary>
    internal static async Task<bool> IsOverAsync(StateTransaction transaction, Guid jobId, CancellationToken cancellationToken) => !await (
        from feeder in transaction.Db.Set<ReindexFeeder>()
        join reindex in transaction.Db.Set<CollectionReindex>() on feeder.ReindexId equals reindex.Id
        where feeder.SyncJobId == jobId && Open.Contains(reindex.Status)
        select reindex.Id).AnyAsync(cancellationToken);

    internal async Task<IReadOnlyList<ReindexFeeder>> FeedersAsync(Guid reindexId, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Set<ReindexFeeder>().Where(feeder => feeder.ReindexId == reindexId).OrderBy(feeder => feeder.SyncJobId).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Where a datasource of this collection writes, or a refusal when neither the live collection nor the one that is built is of the configured model. Null: the
    /// collection is not being re-indexed.
    /// </summary>
    internal async Task<Outcome<CollectionTargets>?> TargetsAsync(string name, ModelFingerprint model, CancellationToken cancellationToken)
    {
        if (await _rows.FindAsync(name, cancellationToken) is not { } live || await OpenOfAsync(live.Id, cancellationToken) is not { } reindex)
        {
            return null;
        }

        var target = TargetOf(live, reindex);
        if (RefusalOf(live, target, model) is { } refusal)
        {
            return refusal;
        }

        return live.Fingerprint() == model ? new CollectionTargets(live, target) : new CollectionTargets(target, null);
    }

    /// <summary>Null: the one that is built is of the configured model. Else nothing may be written there: vectors of two models can't be told apart.</summary>
    internal static Problem? RefusalOf(Collection live, Collection target, ModelFingerprint model) => target.Fingerprint() == model
        ? null
        : new Problem(ErrorCatalog.ReindexOfAnotherModel, $"Collection '{live.Name}' is being re-indexed for {target.Fingerprint()}; the configured model is {model}.");

    /// <summary>What became of the physical collection that somebody writes to, and of the one that is written beside it.</summary>
    internal async Task<Standing> StandingOfAsync(Collection collection, string? mirror, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        var physicalName = await db.Set<Collection>().Where(row => row.Id == collection.Id).Select(static row => row.PhysicalName).SingleOrDefaultAsync(cancellationToken);
        if (physicalName is null)
        {
            return Standing.Gone;
        }

        var built = (await OpenOfAsync(collection.Id, cancellationToken))?.ToPhysicalName;
        return IsKept(collection.PhysicalName) && (mirror is null || IsKept(mirror)) ? Standing.There : Standing.Moved;

        bool IsKept(string name) => string.Equals(name, physicalName, StringComparison.Ordinal) || string.Equals(name, built, StringComparison.Ordinal);
    }

    /// <summary>
    /// Where points of a physical collection belong by now: there, or in the one that has taken its place, if that is of the same model and distance. Null: their vectors can't be
    /// used any more, or the collection was deleted.
    /// </summary>
    internal async Task<string?> HomeOfAsync(string physicalName, CancellationToken cancellationToken)
    {
        if (await _rows.FindPhysicalAsync(physicalName, cancellationToken) is not null)
        {
            return physicalName;
        }

        await using var db = state.Read();
        var left = await (
            from reindex in db.Set<CollectionReindex>()
            join collection in db.Set<Collection>() on reindex.CollectionId equals collection.Id
            where reindex.FromPhysicalName == physicalName || reindex.ToPhysicalName == physicalName
            orderby reindex.CreatedAt descending
            select new { reindex, collection }).FirstOrDefaultAsync(cancellationToken);
        if (left is null)
        {
            return null;
        }

        var isFrom = string.Equals(left.reindex.FromPhysicalName, physicalName, StringComparison.Ordinal);
        var shape = CollectionShape.Read(isFrom ? left.reindex.FromShape : left.reindex.ToShape);
        return shape.Model == left.collection.Fingerprint() && shape.Spec.Distance == left.collection.Distance ? left.collection.PhysicalName : null;
    }

    /// <summary>The collection as it will be after the switch.</summary>
    internal static Collection TargetOf(Collection live, CollectionReindex reindex) => SideOf(live, reindex.ToName, reindex.ToPhysicalName, CollectionShape.Read(reindex.ToShape));

    /// <summary>The collection as it was before the switch.</summary>
    internal static Collection SourceOf(Collection live, CollectionReindex reindex) => SideOf(live, reindex.FromName, reindex.FromPhysicalName, CollectionShape.Read(reindex.FromShape));

    /// <summary>Makes the physical collection, with the payload indexes of the live one, as far as they are missing.</summary>
    internal async Task CompleteTargetAsync(Collection live, Collection target, CancellationToken cancellationToken)
    {
        if (await _physical.CompleteUnnamedAsync(target, cancellationToken) is { } problem)
        {
            throw new ProblemException(problem);
        }

        var indexes = (await store.GetCollectionAsync(live.PhysicalName, cancellationToken))?.PayloadIndexes;
        var there = (await store.GetCollectionAsync(target.PhysicalName, cancellationToken))?.PayloadIndexes;
        foreach (var (field, schema) in indexes ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (there?.ContainsKey(field) == false)
            {
                await store.CreatePayloadIndexAsync(target.PhysicalName, field, schema, cancellationToken);
            }
        }
    }

    /// <summary>Adds the row; its physical name is one that none has had.</summary>
    internal static async Task AddAsync(StateTransaction transaction, CollectionReindex reindex, int highestInStore, CancellationToken cancellationToken)
    {
        var version = await CollectionRows.NextVersionAsync(transaction, reindex.ToName, highestInStore, cancellationToken);
        reindex.ToPhysicalName = CollectionName.Physical(reindex.ToName, version);
        reindex.ToShape = (CollectionShape.Read(reindex.ToShape) with { Version = version }).Write();
        transaction.Db.Add(reindex);
        await transaction.Db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Notes that a datasource was read to its end. True: it was the last, and the re-index is to be verified. Datasources that were deleted, or feed another
    /// collection by now, are not waited for.
    /// </summary>
    internal static async Task<bool> BuiltAsync(StateTransaction transaction, CollectionReindex reindex, Guid datasourceId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Of two that end at once the second must see the first.
        await LockAsync(transaction, reindex.Id, cancellationToken);
        await transaction.Db.Set<ReindexFeeder>()
            .Where(feeder => feeder.ReindexId == reindex.Id && feeder.DatasourceId == datasourceId && feeder.BuiltAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(feeder => feeder.BuiltAt, now), cancellationToken);
        var left = await transaction.ScalarAsync<long>(
            """
            SELECT count(*) FROM reindex_feeders AS feeder
            JOIN datasources AS datasource ON datasource.id = feeder.datasource_id
            WHERE feeder.reindex_id = @id AND feeder.built_at IS NULL AND datasource.qdrant_collection = @name
            """,
            cancellationToken,
            ("id", reindex.Id),
            ("name", reindex.FromName));
        if (left > 0)
        {
            return false;
        }

        await MoveAsync(transaction, reindex.Id, ReindexStatus.Building, ReindexStatus.Verifying, cancellationToken);
        return true;
    }

    /// <summary>One step on; false when it has been taken already.</summary>
    internal static async Task<bool> MoveAsync(StateTransaction transaction, Guid id, ReindexStatus from, ReindexStatus to, CancellationToken cancellationToken) =>
        await transaction.Db.Set<CollectionReindex>().Where(reindex => reindex.Id == id && reindex.Status == from).ExecuteUpdateAsync(
            set => set.SetProperty(reindex => reindex.Status, to).SetProperty(reindex => reindex.Generation, reindex => reindex.Generation + 1), cancellationToken) > 0;

    /// <summary>Notes when it was switched and done.</summary>
    internal static Task EndAsync(StateTransaction transaction, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.Db.Set<CollectionReindex>().Where(reindex => reindex.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(reindex => reindex.SwitchedAt, now).SetProperty(reindex => reindex.EndedAt, now), cancellationToken);

    internal Task NoteReportAsync(CollectionReindex reindex, ReindexReport report, CancellationToken cancellationToken) => state.WriteAsync(
        (transaction, token) => transaction.Db.Set<CollectionReindex>().Where(row => row.Id == reindex.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Report, report.Write()), token),
        cancellationToken);

    /// <summary>Moves the collection's name and every further alias from one physical collection to another, in one call.</summary>
    internal Task MoveAliasesAsync(Collection from, Collection to, CancellationToken cancellationToken) => MoveAliasesAsync(
        from.PhysicalName, to.PhysicalName, string.Equals(to.Name, to.PhysicalName, StringComparison.Ordinal) ? [] : [to.Name], cancellationToken);

    private async Task MoveAliasesAsync(string from, string to, string[] also, CancellationToken cancellationToken)
    {
        var aliases = await store.ListAliasesAsync(cancellationToken);
        AliasAction[] moves = [.. aliases
            .Where(alias => string.Equals(alias.Value, from, StringComparison.Ordinal))
            .Select(static alias => alias.Key)
            .Union(also, StringComparer.Ordinal)
            .Where(name => !string.Equals(aliases.GetValueOrDefault(name), to, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new AliasAction(name, to))];
        if (moves.Length > 0)
        {
            await store.UpdateAliasesAsync(moves, cancellationToken);
        }
    }

    /// <summary>The collection's row stands for another physical collection from here on. The unique physical name makes this wait for every commit that is under way for the old one.</summary>
    internal static async Task StandForAsync(StateTransaction transaction, Collection from, Collection to, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.Db.Set<Collection>().Where(row => row.Id == from.Id && row.PhysicalName == from.PhysicalName).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.Name, to.Name)
                .SetProperty(row => row.PhysicalName, to.PhysicalName)
                .SetProperty(row => row.Version, to.Version)
                .SetProperty(row => row.VectorSize, to.VectorSize)
                .SetProperty(row => row.Distance, to.Distance)
                .SetProperty(row => row.HnswM, to.HnswM)
                .SetProperty(row => row.HnswEfConstruct, to.HnswEfConstruct)
                .SetProperty(row => row.HnswOnDisk, to.HnswOnDisk)
                .SetProperty(row => row.OnDisk, to.OnDisk)
                .SetProperty(row => row.OnDiskPayload, to.OnDiskPayload)
                .SetProperty(row => row.QuantizationKind, to.QuantizationKind)
                .SetProperty(row => row.QuantizationQuantile, to.QuantizationQuantile)
                .SetProperty(row => row.QuantizationAlwaysRam, to.QuantizationAlwaysRam)
                .SetProperty(row => row.EmbeddingProvider, to.EmbeddingProvider)
                .SetProperty(row => row.EmbeddingModel, to.EmbeddingModel)
                .SetProperty(row => row.EmbeddingDimensions, to.EmbeddingDimensions)
                .SetProperty(row => row.EmbeddingPrefixVersion, to.EmbeddingPrefixVersion)
                .SetProperty(row => row.EmbeddingAssumed, to.EmbeddingAssumed)
                .SetProperty(row => row.Adopted, to.Adopted)
                .SetProperty(row => row.UpdatedAt, now),
            cancellationToken);
        if (!string.Equals(from.Name, to.Name, StringComparison.Ordinal))
        {
            await transaction.ExecuteAsync("UPDATE datasources SET qdrant_collection = @to WHERE qdrant_collection = @from", cancellationToken, ("to", to.Name), ("from", from.Name));
        }
    }

    /// <summary>
    /// Physical collections that re-indexes have left behind and nobody needs any more: what was built by one that was abandoned or rolled back, a minute after that, so that whoever
    /// still looks into it is through; and what was live before the last but one.
    /// </summary>
    /// <param name="collection">Of which.</param>
    /// <param name="withNewest">Also what is kept for rolling back: the collection is deleted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<IReadOnlyList<(CollectionReindex Reindex, string PhysicalName)>> LeftoversAsync(Collection collection, bool withNewest, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        var kept = await db.Set<CollectionReindex>()
            .Where(reindex => reindex.CollectionId == collection.Id && reindex.DroppedAt == null && !Open.Contains(reindex.Status))
            .ToListAsync(cancellationToken);
        var before = time.GetUtcNow() - Grace;
        return [.. kept
            .Where(reindex => withNewest || (reindex.Status == ReindexStatus.Abandoned
                ? reindex.EndedAt < before
                : !string.Equals(reindex.ToPhysicalName, collection.PhysicalName, StringComparison.Ordinal)))
            .Select(static reindex => (reindex, reindex.Status == ReindexStatus.Abandoned ? reindex.ToPhysicalName : reindex.FromPhysicalName))
            .Where(leftover => !string.Equals(leftover.Item2, collection.PhysicalName, StringComparison.Ordinal))];
    }

    /// <summary>Removes one of <see cref="LeftoversAsync"/> with its ledger rows. One that was adopted is given back instead: only what SyncAdmin wrote is deleted.</summary>
    internal async Task DropAsync(Collection collection, (CollectionReindex Reindex, string PhysicalName) leftover, CancellationToken cancellationToken)
    {
        var (reindex, physicalName) = leftover;
        var side = SourceOf(collection, reindex);
        if (side.Adopted && string.Equals(side.PhysicalName, physicalName, StringComparison.Ordinal))
        {
            await _physical.ReleaseAsync(side, await _dependents.WritersAsync(physicalName, cancellationToken), cancellationToken);
        }
        else
        {
            // A rollback that was killed before it had moved them. Only those: the name may have been moved on since the collection's row was read.
            await MoveAliasesAsync(physicalName, collection.PhysicalName, also: [], cancellationToken);
            await store.DeleteCollectionAsync(physicalName, cancellationToken);
        }

        await _dependents.ForgetLedgerAsync(physicalName, cancellationToken);
        await state.WriteAsync(
            (transaction, token) => transaction.Db.Set<CollectionReindex>().Where(row => row.Id == reindex.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.DroppedAt, time.GetUtcNow()), token),
            cancellationToken);
    }

    /// <summary>All collections that have been re-indexed, each as it stands when its turn comes: to remove what those before it left behind may take minutes.</summary>
    internal async IAsyncEnumerable<Collection> ReindexedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        var ids = await db.Set<CollectionReindex>()
            .Where(reindex => reindex.DroppedAt == null && !Open.Contains(reindex.Status))
            .Select(static reindex => reindex.CollectionId)
            .Distinct()
            .ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            if (await db.Set<Collection>().AsNoTracking().SingleOrDefaultAsync(collection => collection.Id == id, cancellationToken) is { } collection)
            {
                yield return collection;
            }
        }
    }

    /// <summary>Keeps every other transaction that would change the re-index, or writes for it alone, waiting until this one ends.</summary>
    internal static Task<int> LockAsync(StateTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync("UPDATE collection_reindexes SET generation = generation WHERE id = @id", cancellationToken, ("id", id));

    private static Collection SideOf(Collection live, string name, string physicalName, CollectionShape shape)
    {
        var side = CollectionMapping.NewRow(live.Id, name, physicalName, shape.Version, shape.Spec, shape.Model, live.CreatedAt);
        (side.Adopted, side.EmbeddingAssumed) = (shape.Adopted, shape.ModelAssumed);
        return side;
    }
}
