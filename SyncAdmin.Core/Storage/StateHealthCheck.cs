using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>Storage's contribution to health: behind <c>GET /api/health/database</c>.</summary>
public sealed class StateHealthCheck(StateDatabase database, DataDirectory directory, TimeProvider time)
{
    /// <summary>Below this, a write-ahead log that grows in a busy hour may not fit any more: 64 MiB.</summary>
    internal const long LeastFreeBytes = 64L << 20;

    /// <summary>One read of the database's clock. Never throws for a sick database.</summary>
    public async Task<StateHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var freeBytes = database.Provider == StorageProvider.Sqlite ? new DriveInfo(directory.Root).AvailableFreeSpace : (long?)null;
        try
        {
            var started = time.GetTimestamp();
            await database.NowAsync(cancellationToken);
            var latency = time.GetElapsedTime(started);
            var problem = freeBytes < LeastFreeBytes
                ? new Problem(ErrorCatalog.StateDiskFull, $"The disk of {directory.Root} has only {freeBytes >> 10} KiB left.")
                : null;
            return new StateHealth(database.Provider, latency, freeBytes, problem);
        }
        catch (Exception exception) when (StateFailure.ProblemOf(exception) is not null)
        {
            return new StateHealth(database.Provider, null, freeBytes, StateFailure.ProblemOf(exception));
        }
    }
}
