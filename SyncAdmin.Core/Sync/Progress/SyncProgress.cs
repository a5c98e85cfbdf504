using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Sync.Jobs;

namespace SyncAdmin.Core.Sync.Progress;

/// <summary>The one live mechanism: coalesces what the engine reports to at most four updates a second per job and hands them to subscribers.</summary>
public sealed class SyncProgress
{
    private readonly JobQueries _queries;
    private readonly TimeProvider _time;
    private readonly ILogger<SyncProgress> _logger;
    private readonly Lock _lock = new();
    private ProgressSubscription[] _subscriptions = [];

    internal SyncProgress(JobQueries queries, TimeProvider time, ILogger<SyncProgress> logger) =>
        (_queries, _time, _logger) = (queries, time, logger);

    /// <summary>True while somebody watches.</summary>
    internal bool IsWatched => _subscriptions.Length > 0;

    /// <summary>
    /// Calls <paramref name="onUpdate"/> for one job, or for all when <paramref name="jobId"/> is null, until disposed of. First comes what is
    /// true now (that job, or every open one), then each change. A slow subscriber sees the newest state, not every one; the last state always
    /// comes. Calls never overlap; an exception of one is logged and does not end the subscription.
    /// </summary>
    public IDisposable Subscribe(Guid? jobId, Func<SyncJobView, Task> onUpdate)
    {
        ArgumentNullException.ThrowIfNull(onUpdate);
        var subscription = new ProgressSubscription(jobId, onUpdate, LoadAsync, Remove, _time, _logger);
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        subscription.Start();
        return subscription;
    }

    /// <summary>Says what is true now; cheap, and as often as the engine likes.</summary>
    internal void Publish(SyncJobView view)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.Offer(view);
        }
    }

    private void Remove(ProgressSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }
    }

    private async Task<IReadOnlyList<SyncJobView>> LoadAsync(Guid? jobId, CancellationToken cancellationToken)
    {
        if (jobId is null)
        {
            return await _queries.OpenAsync(cancellationToken);
        }

        return await _queries.ViewAsync(jobId.Value, cancellationToken) is { } view ? [view] : [];
    }
}
