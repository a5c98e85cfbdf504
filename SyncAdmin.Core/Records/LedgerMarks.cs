namespace SyncAdmin.Core.Records;

/// <summary>
/// Which ledger rows were seen in the source: one bit for each id up to the largest one that there was when the look began (2,000,000 rows: 250 KB).
/// A row with a larger id came later, so nothing can be said of it. Not safe for concurrent use.
/// </summary>
internal sealed class LedgerMarks(long maxId)
{
    private readonly ulong[] _bits = new ulong[(maxId / 64) + 1];

    /// <summary>Rows beyond this id are not judged.</summary>
    internal long MaxId => maxId;

    /// <summary>How many rows were seen.</summary>
    internal long Count => _bits.Sum(static word => (long)System.Numerics.BitOperations.PopCount(word));

    internal void Set(long id)
    {
        if (id > 0 && id <= maxId)
        {
            _bits[id >> 6] |= 1UL << (int)(id & 63);
        }
    }

    /// <summary>True for a row that was there and was not seen.</summary>
    internal bool Misses(long id) => id <= maxId && (_bits[id >> 6] & (1UL << (int)(id & 63))) == 0;
}
