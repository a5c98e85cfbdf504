using System.Collections.Concurrent;

namespace SyncAdmin.Core.Queue.Workers;

/// <summary>The workers of this process, for health.</summary>
public sealed class QueueWorkers
{
    private readonly ConcurrentDictionary<string, QueueWorker> _workers = new(StringComparer.Ordinal);

    /// <summary>How each is, by name of its queue.</summary>
    public IReadOnlyList<QueueWorkerState> States => [.. _workers.Values.Select(static worker => worker.State).OrderBy(static state => state.Queue, StringComparer.Ordinal)];

    internal void Add(string queue, QueueWorker worker) => _workers[queue] = worker;
}
