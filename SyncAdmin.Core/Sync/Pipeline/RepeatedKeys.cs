namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>
/// A row that changes while changes are read comes twice. While its first coming is on its way, the second can't be planned: the ledger lags. It is put
/// aside (<see cref="Batch.Aside"/>) and read again by key when the read is through.
/// </summary>
internal sealed class RepeatedKeys
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _onTheWay = new(StringComparer.Ordinal);

    /// <summary>False: the record is on its way already, and to be put aside.</summary>
    internal bool Admit(string recordKey)
    {
        lock (_lock)
        {
            return _onTheWay.Add(recordKey);
        }
    }

    internal void Committed(IReadOnlyList<Batch> batches)
    {
        lock (_lock)
        {
            foreach (var batch in batches)
            {
                _onTheWay.ExceptWith(batch.Keys);
            }
        }
    }
}
