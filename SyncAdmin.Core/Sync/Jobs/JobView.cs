using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>Makes what people see of a job: its row, and the live figures where this process runs it.</summary>
internal static class JobView
{
    internal static SyncJobView Of(SyncJob job, string datasourceName, RunningJob? live)
    {
        var rate = job.Status == SyncJobStatus.Running ? live?.Rate.PerSecond : null;
        return new SyncJobView
        {
            Id = job.Id,
            DatasourceId = job.DatasourceId,
            DatasourceName = datasourceName,
            Type = job.Type,
            Status = job.Status,
            TotalRecords = job.TotalRecords,
            ProcessedRecords = job.ProcessedRecords,
            SuccessfulRecords = job.SuccessfulRecords,
            FailedRecords = job.FailedRecords,
            SkippedRecords = job.SkippedRecords,
            DeletedRecords = job.DeletedRecords,
            EmbeddedRecords = job.EmbeddedRecords,
            Progress = Progress(job),
            RecordsPerSecond = rate,
            EtaSeconds = rate > 0 && job.TotalRecords is { } total ? Math.Max(0, total - job.ProcessedRecords) / rate : null,
            Resume = job.Resume is null ? null : JsonSerializer.Deserialize<SyncResume>(job.Resume, JsonSerializerOptions.Web),
            WaitReason = job.WaitReason,
            ResumeAfter = job.ResumeAfter,
            Decision = Sweeping.SweepDecision.Read(job.Decision),
            EmbeddingTokens = job.EmbeddingTokens,
            EstimatedCost = job.EstimatedCost,
            Plan = JobPlan.Of(job),
            SchemaDrift = job.ErrorCode == ErrorCatalog.SyncSchemaDrift.Code ? JobMetadata.Read<SchemaDiff>(job.Metadata, SchemaCheck.DriftMember) : null,
            NewColumns = JobMetadata.Read<string[]>(job.Metadata, SchemaCheck.NewColumnsMember) ?? [],
            Saved = SavedWork.Of(job.Metadata, job.Resume),
            QuotaUntil = job.Status == SyncJobStatus.Running ? live?.QuotaUntil : null,
            Batches = job.Batches,
            StartedAt = job.StartedAt,
            CompletedAt = job.CompletedAt,
            ErrorCode = job.ErrorCode,
            ErrorMessage = job.ErrorMessage,
            CancelRequested = job is { Status: SyncJobStatus.Running, CancelRequestedAt: not null },
            CorrelationId = job.CorrelationId,
            StartedBy = job.StartedBy,
            CreatedAt = job.CreatedAt,
            Metadata = JsonDocument.Parse(job.Metadata).RootElement,
            LogTail = live?.Tail.Lines ?? [],
        };
    }

    /// <summary>0-100; a source that grew while it was read never shows more, and only a completed job shows all of it.</summary>
    private static double? Progress(SyncJob job) => job switch
    {
        { Status: SyncJobStatus.Completed } => 100,
        { TotalRecords: > 0 } => Math.Round(Math.Min(100.0, 100.0 * job.ProcessedRecords / job.TotalRecords.Value), 2),
        _ => null,
    };
}
