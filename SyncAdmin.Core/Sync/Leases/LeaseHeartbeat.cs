using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Leases;

/// <summary>
/// Renews one lease until it is disposed of, on a timer, task and connection of its own. One failed renewal is survived; when the lease is
/// overtaken, or could not be renewed for its whole length, the jobs under it are told to stop. So is one that has made no progress for too long.
/// </summary>
internal sealed class LeaseHeartbeat : IAsyncDisposable
{
    private readonly LeaseStore _leases;
    private readonly OwnedDatasource _owned;
    private readonly string _datasource;
    private readonly SyncOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beating;

    internal LeaseHeartbeat(LeaseStore leases, OwnedDatasource owned, string datasource, SyncOptions options, TimeProvider time, ILogger logger)
    {
        (_leases, _owned, _datasource, _options, _time, _logger) = (leases, owned, datasource, options, time, logger);
        _beating = Task.Run(() => BeatAsync(_end.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
#pragma warning disable VSTHRD003 // Our own loop, started in the constructor; there is no synchronization context to deadlock on.
        await _beating;
#pragma warning restore VSTHRD003
        _end.Dispose();
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.Heartbeat, _time);
        var renewed = _time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                foreach (var job in _owned.Jobs.Where(job => job.Idle > TimeSpan.FromMinutes(job.Datasource.TimeoutMinutes)))
                {
                    job.Stop(StopReason.Timeout);
                }

                var started = _time.GetTimestamp();
                switch (await TryRenewAsync(cancellationToken))
                {
                    case true:
                        renewed = started;
                        break;
                    case null when cancellationToken.IsCancellationRequested || _time.GetElapsedTime(renewed) < _options.Lease:
                        break;
                    default:
                        _owned.StopAll(StopReason.LeaseLost);
                        return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The work has ended.
        }
    }

    /// <summary>True: renewed. False: another owner. Null: the database did not answer.</summary>
    private async Task<bool?> TryRenewAsync(CancellationToken cancellationToken)
    {
        // A renewal that hangs must not outlive the lease unnoticed.
        using var limit = new CancellationTokenSource(_options.Heartbeat, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await _leases.RenewAsync(_owned.Lease, either.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The work has ended while its lease was renewed: however the renewal fails by then, it must not fail the end.
            return null;
        }
        catch (Exception exception)
        {
            // Whatever went wrong, the next beat may succeed: ending the work for one lost packet would be the larger harm.
            _logger.RenewalFailed(exception, _datasource);
            return null;
        }
    }
}
