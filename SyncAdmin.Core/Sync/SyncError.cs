namespace SyncAdmin.Core.Sync;

/// <summary>A record that failed. Table <c>sync_errors</c>.</summary>
public sealed class SyncError
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>The job that met it.</summary>
    public Guid SyncJobId { get; init; }

    /// <summary>Whose record.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>Record key, or what there is of it.</summary>
    public required string RecordIdentifier { get; init; }

    /// <summary>Code of the error catalogue.</summary>
    public required string ErrorType { get; init; }

    /// <summary>What happened to this record.</summary>
    public required string ErrorMessage { get; init; }

    /// <summary>The source row as JSON, masked where the mapping masks, cut at 64 KiB.</summary>
    public string? RecordData { get; init; }

    /// <summary>How often it was tried again.</summary>
    public int RetryCount { get; set; }

    /// <summary>True once the record was written, or is gone from the source.</summary>
    public bool Resolved { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
