namespace SyncAdmin.Core.Sync.Running;

/// <summary>The two sorts of jobs that may run side by side under one lease. Each has places of its own, so that long scans never hold up a webhook.</summary>
internal enum JobLane
{
    /// <summary>Reads the source from end to end: full, incremental, reindex, verify.</summary>
    Scan,

    /// <summary>Brings named records in line: webhook, retry, record.</summary>
    Records,
}
