using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Reconciling;

/// <summary>Looks every two seconds for jobs that nobody runs: with a lease of 15 s none is shown running for longer than 17 s after its process died.</summary>
internal sealed class JobReaper(OrphanedJobs orphans, TimeProvider time, ILogger<JobReaper> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var failure = new LastingFailure(time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(failure, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task LookAsync(LastingFailure failure, CancellationToken cancellationToken)
    {
        try
        {
            await orphans.PutBackAsync(cancellationToken);
            if (failure.End() is > 0 and var failures)
            {
                logger.ReapsAgain(failures);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of the loop: a database that is away for a minute must not end it for ever.
            if (failure.Begin(exception) is var (cause, unforeseen))
            {
                logger.ReapFailed(unforeseen, cause);
            }
        }
    }
}
