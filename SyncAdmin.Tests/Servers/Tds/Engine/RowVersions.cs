namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>A database's counter of writes, and which of its numbers transactions still hold that may yet commit them.</summary>
internal sealed class RowVersions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, long> _lowest = [];
    private long _last = 2_000;

    /// <summary><c>@@DBTS</c>: the last number given.</summary>
    internal long Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary><c>MIN_ACTIVE_ROWVERSION()</c>: below it, all is committed.</summary>
    internal long LowestActive
    {
        get
        {
            lock (_lock)
            {
                return _lowest.Count == 0 ? _last + 1 : _lowest.Values.Min();
            }
        }
    }

    /// <summary>The first of so many new numbers, held by <paramref name="writer"/> until it calls <see cref="Release"/>.</summary>
    internal long Take(object writer, int count = 1)
    {
        lock (_lock)
        {
            var first = _last + 1;
            _last += count;
            _lowest.TryAdd(writer, first);
            return first;
        }
    }

    internal void Release(object writer)
    {
        lock (_lock)
        {
            _lowest.Remove(writer);
        }
    }

    /// <summary>As a column holds it: eight bytes, the highest first.</summary>
    internal static byte[] Bytes(long number) => [.. BitConverter.GetBytes(number).Reverse()];
}
