using System.Runtime.InteropServices;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>
/// Where this process's readers of one queue go on. On PostgreSQL the versions of messages that were read and ended stay in the index before those that
/// wait, until VACUUM may remove them; while somebody keeps a transaction open it may not, and a reader that began at the front each time would walk over all
/// of them for each message. So readers go on where the last one ended, and one of them looks from the front now and then: a quarter of a second later at most, or
/// after ten times what the last look took.
/// </summary>
internal sealed class ClaimCursor(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Cheap = TimeSpan.FromMilliseconds(5);
    private readonly Lock _lock = new();
    private long _lookStarted;
    private TimeSpan _lookTook;
    private bool _looking;
    private int _look;
    private Position? _position;

    /// <summary>Where to go on; null: from the front.</summary>
    internal Position? Start()
    {
        lock (_lock)
        {
            var untilNext = _lookTook * 10 > Interval ? _lookTook * 10 : Interval;
            return _looking || time.GetElapsedTime(_lookStarted) < untilNext ? _position : null;
        }
    }

    /// <summary>
    /// Whether one who found too little further on may look from the front. Who found nothing always may, unless another looks: its caller would take the
    /// queue for empty and sleep, while a message of another priority waits.
    /// </summary>
    internal bool MayLook(bool foundNone)
    {
        lock (_lock)
        {
            return _lookTook < Cheap || (!_looking && (foundNone || time.GetElapsedTime(_lookStarted) >= _lookTook * 10));
        }
    }

    internal long LookStarted()
    {
        lock (_lock)
        {
            _looking = true;
            _lookStarted = time.GetTimestamp();
            return _lookStarted;
        }
    }

    /// <summary>
    /// A look from the front has ended; without a position it found nothing, or failed. Readers then go on where they were: what is sent next comes behind that, and
    /// hundreds of them that each walked over all that is ended would leave no time to send it.
    /// </summary>
    internal void LookEnded(long started, ClaimedPlace? last)
    {
        lock (_lock)
        {
            _looking = false;
            _lookTook = time.GetElapsedTime(started);
            _look++;
            _position = last is { } found ? new Position(_look, found) : _position is { } kept ? kept with { Look = _look } : null;
        }
    }

    /// <summary>The next reader looks from the front.</summary>
    internal void Forget()
    {
        lock (_lock)
        {
            _position = null;
        }
    }

    /// <summary>A reader got this far.</summary>
    internal void Advance(Position from, ClaimedPlace last)
    {
        lock (_lock)
        {
            if (_position is { } now && now.Look == from.Look && now.Last.Beside(last) < 0)
            {
                _position = now with { Last = last };
            }
        }
    }

    /// <param name="Look">Which look from the front it stems from.</param>
    /// <param name="Last">The last message read; only its priority is read further on.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Position(int Look, ClaimedPlace Last);
}
