using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>Runs <see cref="DeliveryUpkeep"/> every ten minutes.</summary>
internal sealed partial class DeliveryMaintenance(DeliveryUpkeep upkeep, TimeProvider time, ILogger<DeliveryMaintenance> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

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
            var removed = await upkeep.RunAsync(stoppingToken);
            _failure.End();
            if (removed > 0)
            {
                LogDone(removed);
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

    [LoggerMessage(5041, LogLevel.Information, "Deliveries: {Removed} that are done were removed by retention")]
    private partial void LogDone(long removed);

    [LoggerMessage(5042, LogLevel.Warning, "Deliveries: the upkeep failed, it is tried every ten minutes: {Cause}")]
    private partial void LogFailed(Exception? exception, string cause);
}
