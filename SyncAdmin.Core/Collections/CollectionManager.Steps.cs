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
            return highest.Problem;
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

    private async Task<(long? Count, bool StoreAnswers)> CountAsync(Collection collection, CancellationToken cancellationToken)
    {
        try
        {
            return ((await _physical.DescribeAsync(collection, cancellationToken))?.PointCount, true);
        }
        catch (ProblemException exception)
        {
            LogNoCount(exception, collection.Name);
            return (null, false);
        }
    }

    private readonly struct Turn(SemaphoreSlim changes) : IDisposable
    {
        public void Dispose() => changes.Release();
    }
}
