using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Sync;

/// <summary>
/// One client's watch: subscribes first and holds updates back until the snapshot is sent, so that nothing between the two is missed and
/// the snapshot never overtakes an update.
/// </summary>
internal sealed class JobWatch(Func<SyncJobView, Task> send) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IDisposable? _subscription;
    private bool _ended;

    internal async Task StartAsync(
        Func<Func<SyncJobView, Task>, IDisposable> subscribe,
        Func<CancellationToken, Task<IReadOnlyList<SyncJobView>>> snapshot,
        CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _subscription = subscribe(SendInTurnAsync);
            foreach (var job in await snapshot(cancellationToken))
            {
                await send(job);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // The semaphore is left to the collector: an update that is on its way may still wait for it.
    public void Dispose()
    {
        _ended = true;
        _subscription?.Dispose();
    }

    private async Task SendInTurnAsync(SyncJobView job)
    {
        await _turn.WaitAsync();
        try
        {
            if (!_ended)
            {
                await send(job);
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
