namespace SyncAdmin.Core.Models.Limits;

/// <summary>How many items were served in the last minute, by the second. Not for concurrent use.</summary>
internal sealed class ServedItems(TimeProvider time)
{
    private const int Seconds = 60;
    private readonly long _start = time.GetTimestamp();
    private readonly int[] _bySecond = new int[Seconds];
    private long _newest;

    internal int LastMinute
    {
        get
        {
            Advance();
            return _bySecond.Sum();
        }
    }

    internal void Add(int items)
    {
        Advance();
        _bySecond[_newest % Seconds] += items;
    }

    private void Advance()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        for (var second = Math.Max(_newest + 1, now - Seconds + 1); second <= now; second++)
        {
            _bySecond[second % Seconds] = 0;
        }

        _newest = now;
    }
}
