using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>
/// Looks once a second whether a schedule's time has come. It asks the database each time, so that a change made anywhere holds everywhere
/// within that second, and nothing has to be told or rebuilt.
/// </summary>
internal sealed class ScheduleClock(ScheduleFirings firings, TimeProvider time, ILogger<ScheduleClock> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var failure = new LastingFailure(time);
        try
        {
            do
            {
                await LookAsync(failure, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
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
            await firings.FireDueAsync(cancellationToken);
            if (failure.End() is > 0 and var failures)
            {
                logger.LooksAgain(failures);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of the loop: what is missed while the database is away is made up for when it is back.
            if (failure.Begin(exception) is var (cause, unforeseen))
            {
                logger.LookFailed(unforeseen, cause);
            }
        }
    }
}
