using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Sync.Progress;

/// <summary>One watcher: keeps the newest state of each job and hands them out, in a task of its own, at most four times a second.</summary>
internal sealed class ProgressSubscription(
    Guid? jobId,
    Func<SyncJobView, Task> onUpdate,
    Func<Guid?, CancellationToken, Task<IReadOnlyList<SyncJobView>>> load,
    Action<ProgressSubscription> onDispose,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, SyncJobView> _newest = [];
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly CancellationTokenSource _end = new();
    private int _disposed;

    /// <summary>The pump; ends soon after <see cref="Dispose"/>.</summary>
    internal Task Pumping { get; private set; } = Task.CompletedTask;

    internal void Start() => Pumping = Task.Run(PumpAsync);

    internal void Offer(SyncJobView view)
    {
        if (jobId is not null && view.Id != jobId)
        {
            return;
        }

        lock (_lock)
        {
            _newest[view.Id] = view;
            if (_news.CurrentCount == 0)
            {
                _news.Release();
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            onDispose(this);
            // Not disposed of: the pump may still look at the token, and a source without a timer holds nothing.
            _end.Cancel();
        }
    }

    private async Task PumpAsync()
    {
        var cancellationToken = _end.Token;
        try
        {
            await SnapshotAsync(cancellationToken);
            while (true)
            {
                await _news.WaitAsync(cancellationToken);
                foreach (var view in TakeAll())
                {
                    await HandOutAsync(view, cancellationToken);
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    private async Task SnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var view in await load(jobId, cancellationToken))
            {
                lock (_lock)
                {
                    // What was published while we read is at least as new as what we read.
                    if (_newest.ContainsKey(view.Id))
                    {
                        continue;
                    }
                }

                await HandOutAsync(view, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The state does not answer: the watcher still gets every change from now on.
            logger.SnapshotFailed(exception);
        }
    }

    private SyncJobView[] TakeAll()
    {
        lock (_lock)
        {
            SyncJobView[] views = [.. _newest.Values];
            _newest.Clear();
            return views;
        }
    }

    private async Task HandOutAsync(SyncJobView view, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await onUpdate(view);
        }
        catch (Exception exception)
        {
            // A boundary: a closed connection or a bug of one watcher must not end the others, nor the job.
            logger.WatcherFailed(exception);
        }
    }
}
