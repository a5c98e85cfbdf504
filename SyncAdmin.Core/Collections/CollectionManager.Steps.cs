using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <content>The steps that the public calls are made of.</content>
public sealed partial class CollectionManager
{
    private async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        return new Turn(_changes);
    }

    /// <summary>The row of the name: added, or as it is, moved on to a new physical name when the store has lost the old one.</summary>
    private async Task<Outcome<Collection>> PresentAsync(
        string name, CollectionSpec spec, ModelFingerprint? fingerprint, Action<StateTransaction>? note, CancellationToken cancellationToken)
    {
        var row = await _rows.FindAsync(name, cancellationToken);
        if (row is not null && await _physical.ExistsAsync(row, cancellationToken))
        {
            return row;
        }

        var highest = await _physical.HighestVersionAsync(name, cancellationToken);
        if (!highest.Succeeded)
        {
            return await ByAliasAsync(name, cancellationToken) is { } owner
                ? new Problem(ErrorCatalog.CollectionNameIsAlias, $"'{name}' is an alias of collection '{owner.Name}'.")
                : highest.Problem;
        }

        if (row is null)
        {
            row = await _rows.AddAsync(name, spec, fingerprint, highest.Value, note, cancellationToken);
            LogMade(name, row.PhysicalName, row.VectorSize);
            return row;
        }

        // Ledger rows and checkpoints speak of points that are gone: a new physical name makes both void, whatever it was that lost them.
        LogLost(name, row.PhysicalName);
        await _rows.MoveOnAsync(row, highest.Value, cancellationToken);
        await _dependents.ForgetLedgerAsync(row.PhysicalName, cancellationToken);
        return await FindAsync(name, cancellationToken);
    }

    /// <summary>Refuses another model's collection; notes the model of one that has none yet.</summary>
    private async Task<Outcome<Collection>> OfModelAsync(Collection collection, ModelFingerprint fingerprint, CancellationToken cancellationToken)
    {
        if (collection.Fingerprint() is null && collection.VectorSize == fingerprint.Dimensions)
        {
            await _rows.NoteModelAsync(collection.Id, fingerprint, cancellationToken);
            if (collection.Adopted)
            {
                LogModelAssumed(collection.Name, fingerprint.ToString());
            }

            var noted = await FindAsync(collection.Name, cancellationToken);
            if (!noted.Succeeded)
            {
                return noted;
            }

            collection = noted.Value;
        }

        return collection.Fingerprint() == fingerprint ? collection : collection.RefusalOf(fingerprint);
    }

    /// <summary>Brings the store in step with the row. The row may change under us (another replica): then once more with what it says now.</summary>
    private async Task<Outcome<Collection>> CompleteAsync(Collection collection, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _physical.CompleteAsync(collection, cancellationToken) is { } problem)
            {
                return problem;
            }

            var now = await FindAsync(collection.Name, cancellationToken);
            if (!now.Succeeded || string.Equals(now.Value.PhysicalName, collection.PhysicalName, StringComparison.Ordinal))
            {
                return now;
            }

            collection = now.Value;
        }
    }

    /// <summary>Live figures, feeding datasources, open re-indexes and rows, put together.</summary>
    private async Task<IReadOnlyList<CollectionView>> ViewsAsync(IReadOnlyList<Collection> rows, CancellationToken cancellationToken)
    {
        var figures = await _figures.OfAsync(rows, cancellationToken);
        var feeders = await _dependents.FeedersAsync([.. rows.Select(row => row.Name)], cancellationToken);
        var reindexed = await BeingReindexedAsync([.. rows.Select(row => row.Id)], cancellationToken);
        return [.. rows.Zip(figures, (row, live) => row.View(live, [.. feeders[row.Name]], reindexed.Contains(row.Id)))];
    }

    /// <summary>The collection whose physical collection has this alias; null when there is none, or the store does not say.</summary>
    private async Task<Collection?> ByAliasAsync(string alias, CancellationToken cancellationToken)
    {
        // A store that is away would retry for a minute before a wrong name is answered.
        using var patience = new CancellationTokenSource(StoreFigures.Patience, _time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await _physical.TargetAsync(alias, asking.Token) is { } physicalName ? await _rows.FindPhysicalAsync(physicalName, cancellationToken) : null;
        }
        catch (Exception exception) when (exception is ProblemException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null; // An unknown name is the answer then; a store that is away says so itself wherever it is needed.
        }
    }

    /// <summary>The row and what the store says of it; a problem when either is missing.</summary>
    private async Task<Outcome<(Collection Row, CollectionDescription Store)>> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        return await _physical.DescribeAsync(found.Value, cancellationToken) is { } store
            ? (found.Value, store)
            : new Problem(ErrorCatalog.CollectionMissingInStore, $"The vector store has no '{found.Value.PhysicalName}', which '{found.Value.Name}' stands for.");
    }

    /// <summary>The audit entry of a change that the store has made already.</summary>
    private Task NoteAsync(Actor actor, string action, string name, object? before, object? after, string? correlationId, CancellationToken cancellationToken) => _state.WriteAsync(
        (transaction, _) =>
        {
            _audit.Add(transaction, actor, action, Subject, name, before, after, correlationId);
            return Task.CompletedTask;
        },
        cancellationToken);

    private readonly struct Turn(SemaphoreSlim changes) : IDisposable
    {
        public void Dispose() => changes.Release();
    }
}
