using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Notifications;

/// <summary>Tells this process that there is something new: the service that hands it on, and the bells that are looked at.</summary>
internal sealed class NotificationSignal : Wake
{
    private readonly Lock _lock = new();
    private Action[] _listeners = [];

    /// <summary>A notification was raised here, and committed.</summary>
    internal void Raised()
    {
        Set();
        Changed();
    }

    /// <summary>What a bell shows may have changed.</summary>
    internal void Changed()
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            listener();
        }
    }

    /// <summary>Calls <paramref name="onChange"/>, which must be quick and must not throw, until disposed of.</summary>
    internal IDisposable Subscribe(Action onChange)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners, onChange];
        }

        return new Subscription(this, onChange);
    }

    private void Remove(Action listener)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners.Where(other => other != listener)];
        }
    }

    private sealed class Subscription(NotificationSignal owner, Action listener) : IDisposable
    {
        public void Dispose() => owner.Remove(listener);
    }
}
