using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Sweeping;

/// <summary>Every minute: forgets removed points whose time is over, some at a time, so that no transaction is long.</summary>
internal sealed class RemovedPointUpkeep(StateDatabase database, IOptions<SyncOptions> options, TimeProvider time, ILogger<RemovedPointUpkeep> logger)
    : PeriodicWork(TimeSpan.FromMinutes(1), time)
{
    private const int RowsAtATime = 250;

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
        return await database.WritePiecesAsync(RowsAtATime, (transaction, token) => transaction.ExecuteAsync(sql, token), cancellationToken);
    }

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (await ForgetAsync(cancellationToken) is > 0 and var forgotten)
        {
            logger.RemovedPointsForgotten(forgotten);
        }
    }

    protected override void TellFailure(string cause, Exception? exception) => logger.SweepUpkeepFailed(exception, cause);
}
