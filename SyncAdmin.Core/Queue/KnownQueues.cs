using System.Collections.Frozen;

namespace SyncAdmin.Core.Queue;

/// <summary>The queues that this process has seen in <c>sync_queues</c>: a row there is never removed, so a name is written once.</summary>
internal sealed class KnownQueues
{
    private readonly Lock _lock = new();
    private volatile FrozenSet<string> _names = [];

    internal bool Contains(string queue) => _names.Contains(queue);

    internal void Add(IReadOnlyCollection<string> queues)
    {
        if (queues.All(_names.Contains))
        {
            return;
        }

        lock (_lock)
        {
            _names = _names.Concat(queues).ToFrozenSet(StringComparer.Ordinal);
        }
    }
}
