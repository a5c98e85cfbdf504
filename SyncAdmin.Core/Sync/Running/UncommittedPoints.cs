using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// The points that a job has begun to write or delete and has not committed. When it ends, however it ends, the ledger no longer says what those are: a record that
/// goes back to what the ledger last knew would pass for unchanged for ever, beside a point that says something else.
/// </summary>
internal sealed class UncommittedPoints
{
    private readonly Lock _lock = new();
    private readonly HashSet<Batch> _batches = [];
    private LedgerScope? _scope;
    private LedgerScope? _mirror;

    /// <summary>Call it before the store is asked.</summary>
    internal void Writing(LedgerScope scope, LedgerScope? mirror, IReadOnlyList<Batch> batches)
    {
        lock (_lock)
        {
            (_scope, _mirror) = (scope, mirror);
            _batches.UnionWith(batches);
        }
    }

    internal void Committed(IReadOnlyList<Batch> batches)
    {
        lock (_lock)
        {
            _batches.ExceptWith(batches);
        }
    }

    /// <summary>In the transaction that ends the job: rows that equal no record, so that whoever reads these records next writes them. None of a collection that is gone.</summary>
    internal async Task ForgetAsync(StateTransaction transaction, CancellationToken cancellationToken)
    {
        LedgerRow[] written;
        LedgerRow[] mirrored;
        string[] deleted;
        lock (_lock)
        {
            written = [.. _batches.SelectMany(static batch => batch.ToEmbed.Concat(batch.ToOverwrite)).Select(Unknown)];
            mirrored = [.. _batches.SelectMany(static batch => batch.Mirror?.All ?? []).Select(Unknown)];
            deleted = [.. _batches.SelectMany(static batch => batch.Gone)];
        }

        if (_scope is { } scope)
        {
            await ForgetAsync(transaction, scope, written, deleted, cancellationToken);
        }

        if (_mirror is { } mirror)
        {
            await ForgetAsync(transaction, mirror, mirrored, deleted, cancellationToken);
        }
    }

    private static async Task ForgetAsync(StateTransaction transaction, LedgerScope scope, LedgerRow[] written, string[] deleted, CancellationToken cancellationToken)
    {
        if (written.Length + deleted.Length > 0 && await LiveCollection.IsKeptAsync(transaction, scope.Collection, cancellationToken))
        {
            await RecordLedger.ApplyAsync(transaction, scope, written, [], cancellationToken);
            await RecordLedger.ForgetAsync(transaction, scope, deleted, cancellationToken);
        }
    }

    private static LedgerRow Unknown(PlannedRecord planned) => new(planned.Record.RecordKey, planned.Record.RecordCode, default, default);
}
