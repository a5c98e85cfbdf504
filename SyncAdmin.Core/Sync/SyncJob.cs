namespace SyncAdmin.Core.Sync;

/// <summary>One run of the engine over a datasource. Table <c>sync_jobs</c>. All counters count committed records only, so they never go back.</summary>
public sealed class SyncJob
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose records.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>What it does.</summary>
    public SyncJobType Type { get; init; }

    /// <summary>Now.</summary>
    public SyncJobStatus Status { get; set; }

    /// <summary>Records of the source at the start; null: unknown.</summary>
    public long? TotalRecords { get; set; }

    /// <summary>Successful + failed + skipped.</summary>
    public long ProcessedRecords { get; set; }

    /// <summary>Written: new, or changed in text or payload.</summary>
    public long SuccessfulRecords { get; set; }

    /// <summary>In sync errors.</summary>
    public long FailedRecords { get; set; }

    /// <summary>Unchanged: nothing was written.</summary>
    public long SkippedRecords { get; set; }

    /// <summary>Points removed.</summary>
    public long DeletedRecords { get; set; }

    /// <summary>Records whose text went to the embedder.</summary>
    public long EmbeddedRecords { get; set; }

    /// <summary>Tokens that the embedder charged.</summary>
    public long EmbeddingTokens { get; set; }

    /// <summary>Money (USD) for those tokens at the configured price.</summary>
    public decimal EstimatedCost { get; set; }

    /// <summary>Money (USD) that it had spent when a person let it go on beyond its datasource's budget: from there the budget counts anew.</summary>
    public decimal BudgetAccepted { get; set; }

    /// <summary>Batches committed, over all attempts.</summary>
    public long Batches { get; set; }

    /// <summary>Milliseconds at work, over all attempts, without waiting.</summary>
    public long ActiveMilliseconds { get; set; }

    /// <summary>First claim.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Catalogue code of the failure.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Why it failed and what to do.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>JSON object; free for what is shown but never decided upon.</summary>
    public string Metadata { get; set; } = "{}";

    /// <summary>Typed key of the last record of the contiguous finished prefix, as JSON; null: none yet. Written with the counters.</summary>
    public string? Checkpoint { get; set; }

    /// <summary>JSON list of the keys that the checkpoint has passed and that are to be read again at the end, because somebody else was at work on their records; null: none.</summary>
    public string? SetAside { get; set; }

    /// <summary>
    /// Typed change value, as JSON: the largest that the source held before a full sync's first page was read. Kept over every resume; becomes the watermark when
    /// the job completes. Null: the datasource has no change field, or no row has a value.
    /// </summary>
    public string? StartWatermark { get; set; }

    /// <summary>Hash of what the checkpoint depends on: query, mapping, model, physical collection.</summary>
    public string? PlanFingerprint { get; set; }

    /// <summary>JSON: <c>{ record, percent, batch, batches, savedCost, savedSeconds }</c> of the last resume; null: never resumed.</summary>
    public string? Resume { get; set; }

    /// <summary>Attempts so far, that is, claims.</summary>
    public int Attempts { get; set; }

    /// <summary>Why a pending job waits: <c>quota</c>, <c>provider</c>, <c>source</c>, <c>store</c>, <c>state</c>, <c>disk</c>, <c>confirm</c> (a second look at what a webhook named), <c>rehomed</c>, <c>decision</c>, <c>budget</c>; null: it does not wait.</summary>
    public string? WaitReason { get; set; }

    /// <summary>JSON: what a person was asked before the sweep removes much, and the answer, see <see cref="Sweeping.SweepDecision"/>; null: never asked.</summary>
    public string? Decision { get; set; }

    /// <summary>When a waiting job goes on by itself; null: at once, or by a person.</summary>
    public DateTimeOffset? ResumeAfter { get; set; }

    /// <summary>A person asked for the end; the status flips when the work has stopped.</summary>
    public DateTimeOffset? CancelRequestedAt { get; set; }

    /// <summary>When a counter last moved, database time.</summary>
    public DateTimeOffset? ProgressAt { get; set; }

    /// <summary>From the request or schedule through every call and log line.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Actor, as text.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Fire time of the schedule that made it, unique with the datasource; null: not by schedule.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
