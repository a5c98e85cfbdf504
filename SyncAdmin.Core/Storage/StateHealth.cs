using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>How the state database is.</summary>
/// <param name="Provider">Which server.</param>
/// <param name="Latency">Of one small read; null when it failed.</param>
/// <param name="FreeBytes">Room on the disk of state.db; null on PostgreSQL.</param>
/// <param name="Problem">What is wrong; null when it is well.</param>
public sealed record StateHealth(StorageProvider Provider, TimeSpan? Latency, long? FreeBytes, Problem? Problem)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool Healthy => Problem is null;
}
