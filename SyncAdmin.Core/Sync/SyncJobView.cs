using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Planning;

namespace SyncAdmin.Core.Sync;

/// <summary>A sync job as every answer, the hub and the pages show it.</summary>
public record SyncJobView
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose records.</summary>
    public required Guid DatasourceId { get; init; }

    /// <summary>For people.</summary>
    public required string DatasourceName { get; init; }

    /// <summary>What it does.</summary>
    public required SyncJobType Type { get; init; }

    /// <summary>Now.</summary>
    public required SyncJobStatus Status { get; init; }

    /// <summary>Null: unknown.</summary>
    public long? TotalRecords { get; init; }

    /// <summary>Successful + failed + skipped.</summary>
    public long ProcessedRecords { get; init; }

    /// <summary>Written.</summary>
    public long SuccessfulRecords { get; init; }

    /// <summary>In sync errors.</summary>
    public long FailedRecords { get; init; }

    /// <summary>Unchanged.</summary>
    public long SkippedRecords { get; init; }

    /// <summary>Points removed.</summary>
    public long DeletedRecords { get; init; }

    /// <summary>Texts that went to the embedder.</summary>
    public long EmbeddedRecords { get; init; }

    /// <summary>0-100; null when the total is unknown.</summary>
    public double? Progress { get; init; }

    /// <summary>Committed records per second over the last seconds; null when it does not run.</summary>
    public double? RecordsPerSecond { get; init; }

    /// <summary>Seconds to go at that rate; null when unknown.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>What the last resume went on from; null: never resumed.</summary>
    public SyncResume? Resume { get; init; }

    /// <summary>Why a pending job waits; null: it does not wait.</summary>
    public string? WaitReason { get; init; }

    /// <summary>What a person was asked before the sweep removes much, and the answer; null: never asked.</summary>
    public Sweeping.SweepDecision? Decision { get; init; }

    /// <summary>When it goes on by itself.</summary>
    public DateTimeOffset? ResumeAfter { get; init; }

    /// <summary>Tokens charged.</summary>
    public long EmbeddingTokens { get; init; }

    /// <summary>Money (USD) for them.</summary>
    public decimal EstimatedCost { get; init; }

    /// <summary>The plan that was made before it, beside what it has done; null: there was none.</summary>
    public SyncPlanComparison? Plan { get; init; }

    /// <summary>How the source's columns differ from those of the last run, where that stopped the job (SYNC-5242); else null.</summary>
    public SchemaDiff? SchemaDrift { get; init; }

    /// <summary>Columns of the query that no run before had; nothing is done about them.</summary>
    public IReadOnlyList<string> NewColumns { get; init; } = [];

    /// <summary>What did not have to be paid for.</summary>
    public SyncSavings Saved { get; init; } = new();

    /// <summary>The provider's quota lets the job go on at this time; null: it does not wait for one. Known while this process runs it.</summary>
    public DateTimeOffset? QuotaUntil { get; init; }

    /// <summary>Batches committed.</summary>
    public long Batches { get; init; }

    /// <summary>First claim.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>End.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Catalogue code of the failure.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it failed and what to do.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>A person asked for the end and the work is stopping.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>From request to log line.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Who or what started it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Free for what is shown.</summary>
    public System.Text.Json.JsonElement? Metadata { get; init; }

    /// <summary>The last log lines of the job, newest last; only in live updates and in the answer for one job.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];
}
