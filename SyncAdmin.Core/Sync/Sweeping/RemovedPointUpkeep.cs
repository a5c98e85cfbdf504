using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Sweeping;

/// <summary>Every minute: forgets removed points whose time is over, some at a time, so that no transaction is long.</summary>
internal sealed class RemovedPointUpkeep(StateDatabase database, IOptions<SyncOptions> options, TimeProvider time, ILogger<RemovedPointUpkeep> logger) : BackgroundService
{
    private const int RowsAtATime = 250;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly LastingFailure _failure = new(time);

    /// <summary>How many were forgotten.</summary>
    internal async Task<long> ForgetAsync(CancellationToken cancellationToken)
    {
        // ix_removed_points_removed_at finds the oldest.
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            DELETE FROM removed_points WHERE id IN (
                SELECT id FROM removed_points WHERE removed_at <= {database.Time.NowPlus(-TimeSpan.FromHours(options.Value.RestoreHours))}
                ORDER BY removed_at
                LIMIT {RowsAtATime})
            """);
        var forgotten = 0L;
        int deleted;
        do
        {
            deleted = await database.WriteAsync((transaction, token) => transaction.ExecuteAsync(sql, token), cancellationToken);
            forgotten += deleted;
        }
        while (deleted == RowsAtATime);
        return forgotten;
    }

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
            var forgotten = await ForgetAsync(stoppingToken);
            _failure.End();
            if (forgotten > 0)
            {
                logger.RemovedPointsForgotten(forgotten);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The boundary of the loop: a database that is away for a minute must not end the upkeep for ever.
            if (_failure.Begin(exception) is var (cause, unforeseen))
            {
                logger.SweepUpkeepFailed(unforeseen, cause);
            }
        }
    }
}
