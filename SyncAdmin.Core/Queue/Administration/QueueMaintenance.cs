using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>Runs <see cref="QueueUpkeep"/> every 30 s.</summary>
internal sealed partial class QueueMaintenance(QueueUpkeep upkeep, TimeProvider time, ILogger<QueueMaintenance> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly LastingFailure _failure = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Interval, time);
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken))
            {
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is done after the next start.
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (archived, removed) = await upkeep.RunAsync(stoppingToken);
            _failure.End();
            if (archived + removed > 0)
            {
                LogDone(archived, removed);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The boundary of the loop: a database that is away for a minute must not end the upkeep for ever.
            if (_failure.Begin(exception) is var (cause, unforeseen))
            {
                LogFailed(unforeseen, cause);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Queues: {Archived} completed messages archived, {Removed} finished ones removed by retention")]
    private partial void LogDone(long archived, long removed);

    [LoggerMessage(2, LogLevel.Warning, "Queues: the upkeep failed, it is tried every 30 s: {Cause}")]
    private partial void LogFailed(Exception? exception, string cause);
}
