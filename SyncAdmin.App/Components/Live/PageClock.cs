namespace SyncAdmin.App.Components.Live;

/// <summary>Ticks twice a minute, so that "3 minutes ago" stays true on a page that nothing else redraws. One per circuit, running only while somebody listens.</summary>
public sealed class PageClock(TimeProvider clock, TabVisibility tab) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly HashSet<Action> _listeners = [];
    private ITimer? _timer;

    /// <summary>Calls <paramref name="onTick"/> until disposed of.</summary>
    public IDisposable Subscribe(Action onTick)
    {
        ArgumentNullException.ThrowIfNull(onTick);
        lock (_listeners)
        {
            _listeners.Add(onTick);
            _timer ??= clock.CreateTimer(_ => Tick(), null, Every, Every);
        }

        return new Subscription(this, onTick);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        if (!tab.Visible)
        {
            return;
        }

        Action[] listeners;
        lock (_listeners)
        {
            listeners = [.. _listeners];
        }

        foreach (var listener in listeners)
        {
            listener();
        }
    }

    private void Remove(Action onTick)
    {
        lock (_listeners)
        {
            _listeners.Remove(onTick);
            if (_listeners.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private sealed class Subscription(PageClock owner, Action onTick) : IDisposable
    {
        public void Dispose() => owner.Remove(onTick);
    }
}
