using SyncAdmin.Core.Connectors;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>
/// A row that changes while changes are read comes twice. While its first coming is on its way, the second can't be planned: the ledger lags. It is put
/// aside and read again by key when the read is through.
/// </summary>
internal sealed class RepeatedKeys
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _onTheWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceKey> _aside = new(StringComparer.Ordinal);

    /// <summary>False: the record is on its way already, and put aside.</summary>
    internal bool Admit(string recordKey, Func<SourceKey> sourceKey)
    {
        lock (_lock)
        {
            if (_onTheWay.Add(recordKey))
            {
                return true;
            }

            _aside[recordKey] = sourceKey();
            return false;
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

    /// <summary>What was put aside.</summary>
    internal IReadOnlyList<SourceKey> Aside
    {
        get
        {
            lock (_lock)
            {
                return [.. _aside.Values];
            }
        }
    }
}
