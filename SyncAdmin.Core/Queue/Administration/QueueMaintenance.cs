using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>Runs <see cref="QueueUpkeep"/> every 30 s.</summary>
internal sealed partial class QueueMaintenance(QueueUpkeep upkeep, TimeProvider time, ILogger<QueueMaintenance> logger) : PeriodicWork(TimeSpan.FromSeconds(30), time)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var (archived, removed) = await upkeep.RunAsync(cancellationToken);
        if (archived + removed > 0)
        {
            LogDone(archived, removed);
        }
    }

    protected override void TellFailure(string cause, Exception? exception) => LogFailed(exception, cause);

    [LoggerMessage(1, LogLevel.Information, "Queues: {Archived} completed messages archived, {Removed} finished ones removed by retention")]
    private partial void LogDone(long archived, long removed);

    [LoggerMessage(2, LogLevel.Warning, "Queues: the upkeep failed, it is tried every 30 s: {Cause}")]
    private partial void LogFailed(Exception? exception, string cause);
}
