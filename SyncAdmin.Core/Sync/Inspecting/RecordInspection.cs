using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>All that is known of the records of one code: source, ledger and store, read at about the same moment, and what has happened to them.</summary>
public sealed record RecordInspection
{
    /// <summary>Whose records.</summary>
    public required Guid DatasourceId { get; init; }

    /// <summary>Its name.</summary>
    public required string DatasourceName { get; init; }

    /// <summary>The collection that it feeds.</summary>
    public required string Collection { get; init; }

    /// <summary>As the store calls it; null: no sync has made it yet.</summary>
    public string? PhysicalCollection { get; init; }

    /// <summary>What was asked for.</summary>
    public required string Code { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Why the source could not be read; null: it was.</summary>
    public Problem? SourceProblem { get; init; }

    /// <summary>Why the store could not be read; null: it was, or has no such collection.</summary>
    public Problem? StoreProblem { get; init; }

    /// <summary>Why the next sync will refuse the collection; null: it will not.</summary>
    public Problem? CollectionProblem { get; init; }

    /// <summary>The first 50 records that are, or were, called so, by key; those without a key come last.</summary>
    public required IReadOnlyList<InspectedRecord> Records { get; init; }

    /// <summary>How many there are.</summary>
    public required int TotalRecords { get; init; }

    /// <summary>Deliveries that named them, newest first: up to 20, among the newest 2,000 of the datasource.</summary>
    public required IReadOnlyList<InspectedDelivery> Deliveries { get; init; }

    /// <summary>Their errors, newest first: up to 20, without the rows that they keep.</summary>
    public required IReadOnlyList<SyncErrorView> Errors { get; init; }

    /// <summary>
    /// Up to 20 jobs, newest first: those of the deliveries and errors, those whose sweep removed one of the records, the last full sync that
    /// completed, which read them all, and whatever is open.
    /// </summary>
    public required IReadOnlyList<SyncJobView> Jobs { get; init; }
}
