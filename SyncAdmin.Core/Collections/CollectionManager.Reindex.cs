using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <content>What a re-index asks of a collection before it begins.</content>
public sealed partial class CollectionManager
{
    /// <summary>The row of a re-index, its physical name still open; and the highest version of the name in the store.</summary>
    internal async Task<Outcome<(CollectionReindex Reindex, int Highest)>> PlanReindexAsync(
        Collection live, CollectionSpec spec, ModelFingerprint model, string? alias, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        if ((CollectionSpecCheck.Check(spec) ?? await AliasForReindexAsync(live, alias, cancellationToken)) is { } refusal)
        {
            return refusal;
        }

        var name = alias ?? live.Name;
        var now = _time.GetUtcNow();
        var reindex = new CollectionReindex
        {
            Id = RowId.New(now),
            CollectionId = live.Id,
            Status = ReindexStatus.Building,
            FromName = live.Name,
            FromPhysicalName = live.PhysicalName,
            FromShape = CollectionShape.Of(live).Write(),
            ToName = name,
            ToPhysicalName = string.Empty,
            ToShape = new CollectionShape(0, spec, model, Adopted: false, ModelAssumed: false).Write(),
            StartedBy = actor.ToString(),
            CorrelationId = correlationId,
            CreatedAt = now,
        };
        return (reindex, await _physical.NewestVersionAsync(name, cancellationToken));
    }

    /// <summary>Those of the collections that have an open re-index.</summary>
    private async Task<IReadOnlySet<Guid>> BeingReindexedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = _state.Read();
        return (await db.Set<CollectionReindex>()
            .Where(reindex => ids.Contains(reindex.CollectionId) && Reindexes.Open.Contains(reindex.Status))
            .Select(static reindex => reindex.CollectionId)
            .ToListAsync(cancellationToken)).ToHashSet();
    }

    /// <summary>Whether the store has its physical collection.</summary>
    internal Task<bool> IsInStoreAsync(Collection collection, CancellationToken cancellationToken) => _physical.ExistsAsync(collection, cancellationToken);

    /// <summary>An adopted collection that stands for itself has no name that could be moved: people name one. Every other keeps its own.</summary>
    private async Task<Problem?> AliasForReindexAsync(Collection live, string? alias, CancellationToken cancellationToken)
    {
        var standsForItself = string.Equals(live.Name, live.PhysicalName, StringComparison.Ordinal);
        if (alias is null)
        {
            return standsForItself
                ? new Problem(
                    ErrorCatalog.CollectionNotReindexable,
                    $"'{live.Name}' was adopted under its own name, which can't be moved: name an 'alias' that it shall have instead. Its datasources feed that one then, and points that SyncAdmin did not write stay behind.")
                : null;
        }

        if (!standsForItself)
        {
            return new Problem(ErrorCatalog.CollectionNotReindexable, $"'{live.Name}' keeps its name: leave 'alias' out.");
        }

        if (CollectionName.Check(alias) is { } invalid)
        {
            return invalid;
        }

        return await _physical.TargetAsync(alias, cancellationToken) is { } target
            ? new Problem(ErrorCatalog.AliasTaken, $"'{alias}' is an alias of '{target}'.")
            : await AliasRefusalAsync(alias, target: null, cancellationToken);
    }
}
