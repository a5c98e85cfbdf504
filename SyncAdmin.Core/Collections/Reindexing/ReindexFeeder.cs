namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>A datasource that a re-index reads, and the job that does it. Table <c>reindex_feeders</c>.</summary>
public sealed class ReindexFeeder
{
    /// <summary>The re-index.</summary>
    public Guid ReindexId { get; init; }

    /// <summary>The datasource.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>Its <c>reindex</c> job.</summary>
    public Guid SyncJobId { get; init; }

    /// <summary>When its last record was in the new physical collection; null: not yet.</summary>
    public DateTimeOffset? BuiltAt { get; set; }
}
