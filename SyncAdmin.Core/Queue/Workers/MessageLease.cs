namespace SyncAdmin.Core.Queue.Workers;

/// <summary>
/// A message in a handler's hands, and for how long. The end is measured here, from before the lease was asked for: it comes before the database's
/// end of it, never after, so that nobody else has the message while <see cref="Token"/> is not cancelled.
/// </summary>
public sealed class MessageLease : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private readonly DurableQueue _queue;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancelled;
    private readonly ITimer _timer;
    private Task _cancelling = Task.CompletedTask;
    private long _from;
    private TimeSpan _lasts;

    /// <param name="queue">Where the message is.</param>
    /// <param name="message">As read.</param>
    /// <param name="from">The moment before it was read, of <paramref name="time"/>'s timestamps.</param>
    /// <param name="lasts">As it was leased.</param>
    /// <param name="time">Measures the lease.</param>
    /// <param name="stop">Cancels <see cref="Token"/> as well; the lease does not end by it.</param>
    internal MessageLease(DurableQueue queue, ReceivedMessage message, long from, TimeSpan lasts, TimeProvider time, CancellationToken stop)
    {
        (_queue, Message, _from, _lasts, _time) = (queue, message, from, lasts, time);
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _timer = time.CreateTimer(static state => ((MessageLease)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    /// <summary>What is to be handled.</summary>
    public ReceivedMessage Message { get; }

    /// <summary>Cancelled when the lease ends, or the worker's patience at a stop.</summary>
    internal CancellationToken Token => _cancelled.Token;

    /// <summary>Completes when the lease ends.</summary>
    internal Task EndedAsync() => _ended.Task.WaitAsync(CancellationToken.None);

    internal bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Lets the lease last until <paramref name="visibility"/> from now, longer or shorter; the handler's token follows. Not for several callers at once.</summary>
    /// <param name="visibility">Zero to 12 hours.</param>
    /// <param name="cancellationToken">Stops the asking; the lease may have been changed then.</param>
    /// <returns>When it ends, by the database's clock; null: it has ended, the message is another's, and nothing was changed.</returns>
    public async Task<DateTimeOffset?> ExtendAsync(TimeSpan visibility, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(visibility, QueueLimits.LongestVisibility);
        ArgumentOutOfRangeException.ThrowIfLessThan(visibility, TimeSpan.Zero);
        var asked = _time.GetTimestamp();
        if (!Follow(asked, visibility, onlySooner: true)) // The answer may be lost: what is shortened ends sooner in any case.
        {
            return null;
        }

        if (await _queue.ExtendAsync(Message.Receipt, visibility, cancellationToken) is { } until)
        {
            return Follow(asked, visibility, onlySooner: false) ? until : null;
        }

        End();
        return null;
    }

    /// <summary>Once the handling has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        try
        {
            await _cancelling.WaitAsync(CancellationToken.None);
        }
        catch (AggregateException)
        {
            // What a handler hung on its token has thrown: nobody is left to hear it.
        }

        _cancelled.Dispose();
    }

    /// <summary>False: too late.</summary>
    private bool Follow(long from, TimeSpan lasts, bool onlySooner)
    {
        lock (_lock)
        {
            if (!HasEnded && (!onlySooner || lasts < Left()))
            {
                (_from, _lasts) = (from, lasts);
            }
        }

        Look();
        return !HasEnded;
    }

    private TimeSpan Left() => _lasts - _time.GetElapsedTime(_from);

    /// <summary>Ends the lease if it is time, or comes back when it will be.</summary>
    private void Look()
    {
        lock (_lock)
        {
            if (Left() is var left && left > TimeSpan.Zero)
            {
                _timer.Change(left > Tick ? left : Tick, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        End();
    }

    private void End()
    {
        // First the worker's slot, then the handler's callbacks, which may hang, and on another thread than the timer's.
        if (_ended.TrySetResult())
        {
            _cancelling = _cancelled.CancelAsync();
        }
    }
}
