using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>Runs <see cref="DeliveryUpkeep"/> every ten minutes.</summary>
internal sealed partial class DeliveryMaintenance(DeliveryUpkeep upkeep, TimeProvider time, ILogger<DeliveryMaintenance> logger) : PeriodicWork(TimeSpan.FromMinutes(10), time)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (await upkeep.RunAsync(cancellationToken) is > 0 and var removed)
        {
            LogDone(removed);
        }
    }

    protected override void TellFailure(string cause, Exception? exception) => LogFailed(exception, cause);

    [LoggerMessage(5041, LogLevel.Information, "Deliveries: {Removed} that are done were removed by retention")]
    private partial void LogDone(long removed);

    [LoggerMessage(5042, LogLevel.Warning, "Deliveries: the upkeep failed, it is tried every ten minutes: {Cause}")]
    private partial void LogFailed(Exception? exception, string cause);
}
