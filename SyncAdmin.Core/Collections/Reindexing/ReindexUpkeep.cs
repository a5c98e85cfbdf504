using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>Removes the physical collections that re-indexes have left behind, every minute. Every replica may do it: each step may be repeated.</summary>
internal sealed partial class ReindexUpkeep(Reindexes reindexes, TimeProvider time, ILogger<ReindexUpkeep> logger) : PeriodicWork(TimeSpan.FromMinutes(1), time)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var collection in reindexes.ReindexedAsync(cancellationToken))
        {
            foreach (var leftover in await reindexes.LeftoversAsync(collection, withNewest: false, cancellationToken))
            {
                await reindexes.DropAsync(collection, leftover, cancellationToken);
                LogDropped(collection.Name, leftover.PhysicalName);
            }
        }
    }

    protected override void TellFailure(string cause, Exception? exception) => LogFailed(exception, cause);

    [LoggerMessage(2110, LogLevel.Information, "{Collection}: removed {PhysicalName}, which a re-index had left behind")]
    private partial void LogDropped(string collection, string physicalName);

    [LoggerMessage(2111, LogLevel.Warning, "Collections that re-indexes have left behind could not be removed, it is tried every minute: {Cause}")]
    private partial void LogFailed(Exception? exception, string cause);
}
