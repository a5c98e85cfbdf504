namespace SyncAdmin.Core.Sync.Watermarks;

/// <summary>
/// How far a datasource's changes are known to be in the collection. Table <c>sync_watermarks</c>. Moves only when a job completes: a full sync leaves the largest
/// change value that the source held before its first page was read, an incremental one the largest that it read.
/// </summary>
public sealed class SyncWatermark
{
    /// <summary>Whose.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>Typed change value, as JSON of one key value.</summary>
    public required string Value { get; set; }

    /// <summary>The plan under which all earlier records were written: with another mapping, unchanged rows would keep their old points.</summary>
    public required string PlanFingerprint { get; set; }

    /// <summary>The job that left it.</summary>
    public Guid SyncJobId { get; set; }

    /// <summary>When, database time.</summary>
    public DateTimeOffset MovedAt { get; set; }
}
