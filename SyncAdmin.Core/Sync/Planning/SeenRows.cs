using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>Which rows of a ledger the source still has: one bit an id (2 million: 250 KB). Rows that come into the ledger later are none of its business.</summary>
internal sealed class SeenRows(long rows, long largestId)
{
    private readonly ulong[] _bits = new ulong[(largestId / 64) + 1];
    private long _seen;

    /// <summary>Rows that nobody marked.</summary>
    internal long Unseen => Math.Max(0, rows - _seen);

    internal void Mark(IEnumerable<LedgerRow> found)
    {
        foreach (var row in found)
        {
            if (row.Id > largestId)
            {
                continue;
            }

            ref var word = ref _bits[row.Id / 64];
            var bit = 1UL << (int)(row.Id % 64);
            _seen += (word & bit) == 0 ? 1 : 0;
            word |= bit;
        }
    }
}
