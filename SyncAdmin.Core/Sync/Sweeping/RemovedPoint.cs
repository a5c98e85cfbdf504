namespace SyncAdmin.Core.Sync.Sweeping;

/// <summary>A point that a sweep removed, whole, so that it can be put back. Table <c>removed_points</c>; kept for <see cref="SyncOptions.RestoreHours"/>.</summary>
public sealed class RemovedPoint
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; init; }

    /// <summary>The job that removed it.</summary>
    public Guid SyncJobId { get; init; }

    /// <summary>Whose record it was.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>Physical collection that it was in.</summary>
    public required string Collection { get; init; }

    /// <summary>Record key.</summary>
    public required string RecordKey { get; init; }

    /// <summary>The payload as the store had it, <c>_sync</c> included, in UTF-8.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>The vector: 32-bit floats, little-endian.</summary>
    public required byte[] Vector { get; init; }

    /// <summary>Database time.</summary>
    public DateTimeOffset RemovedAt { get; init; }
}
