using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <content>Taking over what is in the store already.</content>
public sealed partial class CollectionManager
{
    /// <summary>What is in the store and not ours, by name, and whether it can be adopted.</summary>
    public async Task<IReadOnlyList<AdoptableCollection>> AdoptableAsync(CancellationToken cancellationToken)
    {
        var ours = await _rows.ByPhysicalNameAsync(cancellationToken);
        var found = await _physical.ForeignAsync(ours.Keys.ToHashSet(StringComparer.Ordinal), cancellationToken);
        return [.. found.Select(each => new AdoptableCollection(each.Name, each.Spec, each.PointCount, each.Status, ReasonAgainst(each, ours.Values)))];
    }

    /// <summary>
    /// Makes a collection of the store ours. It keeps its physical name; size and distance are taken over; points without <c>_sync</c> stay as they are,
    /// whatever is synced or deleted later. Without <paramref name="alias"/> its name here is its own.
    /// </summary>
    /// <param name="physicalName">What the store calls it.</param>
    /// <param name="alias">What people shall call it: an alias that is made in the store; null: as the store does.</param>
    /// <param name="model">Of which model its points are; null: unknown until it is stated, or taken for the first sync's.</param>
    /// <param name="actor">Who.</param>
    /// <param name="correlationId">Of the request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<CollectionView>> AdoptAsync(
        string physicalName, string? alias, ModelFingerprint? model, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var name = alias ?? physicalName;
        using var turn = await EnterAsync(cancellationToken);
        if (await _physical.FindAsync(physicalName, cancellationToken) is not { } found)
        {
            return new Problem(ErrorCatalog.VectorCollectionNotFound, $"The vector store has no collection '{physicalName}'.");
        }

        if (await RefusalOfAdoptingAsync(found, physicalName, name, model, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // Ledger rows of an earlier adoption that a crash left behind would call records known that are not there.
        await _dependents.ForgetLedgerAsync(physicalName, cancellationToken);
        var row = await _rows.AdoptAsync(
            name,
            found,
            model,
            transaction => _audit.Add(
                transaction, actor, "collection.adopt", Subject, name, null, new { physicalName, found.Spec, found.PointCount, Embedding = model }, correlationId),
            cancellationToken);
        if (row is null)
        {
            return new Problem(ErrorCatalog.CollectionExists, $"There is a collection '{name}', or one that stands for '{physicalName}', already.");
        }

        LogAdopted(physicalName, name, found.PointCount, found.Spec.VectorSize);
        var completed = await CompleteAsync(row, cancellationToken);
        return completed.Succeeded ? (await ViewsAsync([completed.Value], cancellationToken))[0] : completed.Problem;
    }

    private async Task<Problem?> RefusalOfAdoptingAsync(CollectionDescription found, string physicalName, string name, ModelFingerprint? model, CancellationToken cancellationToken)
    {
        var ours = await _rows.ByPhysicalNameAsync(cancellationToken);
        if (!string.Equals(found.Name, physicalName, StringComparison.Ordinal))
        {
            return new Problem(ErrorCatalog.CollectionNotAdoptable, $"'{physicalName}' is an alias; the collection behind it is '{found.Name}'.");
        }

        if (ours.TryGetValue(physicalName, out var row))
        {
            return new Problem(ErrorCatalog.CollectionExists, $"'{physicalName}' is collection '{row.Name}' already.");
        }

        if (ReasonAgainst(found, ours.Values) is { } reason)
        {
            return new Problem(ErrorCatalog.CollectionNotAdoptable, $"'{physicalName}' {reason}.");
        }

        if (model is not null && model.Dimensions != found.Spec.VectorSize)
        {
            return new Problem(ErrorCatalog.CollectionSpecInvalid, $"embedding.dimensions is {model.Dimensions}; the vectors of '{physicalName}' have {found.Spec.VectorSize} numbers.");
        }

        return CollectionName.Check(name) ?? await NameTakenAsync(name, physicalName, cancellationToken) ?? await _physical.UnreadableAsync(physicalName, cancellationToken);
    }

    private async Task<Problem?> NameTakenAsync(string name, string physicalName, CancellationToken cancellationToken)
    {
        if (await _rows.FindAsync(name, cancellationToken) is not null)
        {
            return new Problem(ErrorCatalog.CollectionExists, $"There is a collection '{name}' already.");
        }

        if (string.Equals(name, physicalName, StringComparison.Ordinal))
        {
            return null;
        }

        if (await _physical.HasPhysicalAsync(name, cancellationToken))
        {
            return new Problem(ErrorCatalog.AliasTaken, $"'{name}' is a collection of the vector store.");
        }

        return await _physical.TargetAsync(name, cancellationToken) is { } target && !string.Equals(target, physicalName, StringComparison.Ordinal)
            ? new Problem(ErrorCatalog.AliasTaken, $"'{name}' is an alias of '{target}'.")
            : null;
    }

    /// <summary>Half a sentence behind the collection's name; null when it can be adopted.</summary>
    private static string? ReasonAgainst(CollectionDescription found, IEnumerable<Collection> ours) =>
        found.Unusable
        ?? (ours.FirstOrDefault(row => CollectionName.VersionOf(row.Name, found.Name) is not null) is { } owner ? $"is another version of collection '{owner.Name}'" : null);
}
