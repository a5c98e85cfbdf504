using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Collections;

/// <content>What is known of a collection's vectors.</content>
public sealed partial class CollectionManager
{
    /// <summary>
    /// A person states of which model its points are: where nothing is known, where the first sync's model was only assumed (to confirm it), or where
    /// nothing was synced yet. Otherwise refused: what is there can't become another model's.
    /// </summary>
    public async Task<Outcome<CollectionView>> StateModelAsync(string name, ModelFingerprint model, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(actor);
        using var turn = await EnterAsync(cancellationToken);
        var found = await FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        var row = found.Value;
        if (model.Dimensions != row.VectorSize)
        {
            return new Problem(ErrorCatalog.CollectionSpecInvalid, $"dimensions is {model.Dimensions}; the vectors of '{row.Name}' have {row.VectorSize} numbers.");
        }

        var known = row.Fingerprint();
        if (known is not null && known != model && await IsSyncedAsync(row, cancellationToken))
        {
            return new Problem(ErrorCatalog.CollectionModelSettled, $"'{row.Name}' was synced with {known}; it can't be stated to be of {model}.");
        }

        var stated = await _rows.StateModelAsync(
            row,
            model,
            transaction => _audit.Add(transaction, actor, "collection.model", Subject, row.Name, known, model, correlationId),
            cancellationToken);
        return stated
            ? await GetAsync(row.Name, cancellationToken)
            : new Problem(ErrorCatalog.CollectionModelSettled, $"'{row.Name}' has changed since it was read.");
    }

    /// <summary>
    /// Keeps the count of the points for the time when the store does not answer. Called at the end of each sync; a store that is away by then
    /// leaves the former count.
    /// </summary>
    public async Task NoteCountAsync(Collection collection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collection);
        try
        {
            if (await _physical.DescribeAsync(collection, cancellationToken) is { } description)
            {
                await _rows.NoteCountAsync(collection.Id, description.PointCount, cancellationToken);
            }
        }
        catch (ProblemException exception)
        {
            LogNotCounted(collection.Name, exception.Problem.Detail);
        }
    }

    /// <summary>
    /// For a sync whose adopted collection was given back under it: takes back what it wrote after that. Its batches in flight were not known to whoever
    /// gave it back.
    /// </summary>
    internal Task WithdrawAsync(Collection collection, Guid datasourceId, CancellationToken cancellationToken) =>
        collection.Adopted ? _physical.DeletePointsOfAsync(collection, [datasourceId], cancellationToken) : Task.CompletedTask;

    /// <summary>What <see cref="EnsureAsync"/> would find, with nothing made: no collection where it would make an empty one, a refusal where it would refuse.</summary>
    internal async Task<(Collection? Collection, Problem? Refusal)> LookAsync(string name, ModelFingerprint fingerprint, CancellationToken cancellationToken)
    {
        if (CollectionName.Check(name) is { } invalid)
        {
            return (null, invalid);
        }

        if (await _rows.FindAsync(name, cancellationToken) is not { } row)
        {
            return await ByAliasAsync(name, cancellationToken) is { } owner
                ? (null, new Problem(ErrorCatalog.CollectionNameIsAlias, $"'{name}' is an alias of collection '{owner.Name}'."))
                : (null, null);
        }

        if (!await _physical.ExistsAsync(row, cancellationToken))
        {
            return (null, null);
        }

        var fits = row.Fingerprint() is { } known ? known == fingerprint : row.VectorSize == fingerprint.Dimensions;
        return fits ? (row, null) : (null, row.RefusalOf(fingerprint));
    }

    private async Task<bool> IsSyncedAsync(Collection row, CancellationToken cancellationToken) =>
        row.LastSyncedAt is not null || (await _dependents.WritersAsync(row.PhysicalName, cancellationToken)).Count > 0;
}
