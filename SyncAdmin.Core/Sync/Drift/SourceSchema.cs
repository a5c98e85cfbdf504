namespace SyncAdmin.Core.Sync.Drift;

/// <summary>The columns that a datasource's query had when a run last began. Table <c>source_schemas</c>.</summary>
public sealed class SourceSchema
{
    /// <summary>Whose.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>Hash of what a person decides about the columns: connection, query, key, code, change field and mapping. Another one means: changed knowingly.</summary>
    public required string Definition { get; set; }

    /// <summary>JSON array of <see cref="SchemaColumn"/>, in the order of the result.</summary>
    public required string Columns { get; set; }

    /// <summary>When they were last seen to be so, or accepted.</summary>
    public DateTimeOffset RememberedAt { get; set; }
}
