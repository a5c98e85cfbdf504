using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;

namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>What verify jobs found, for people and the API.</summary>
public sealed class SyncVerification
{
    private readonly StateDatabase _database;

    internal SyncVerification(StateDatabase database) => _database = database;

    /// <summary>A job's report, as far as it has come; an empty one before its first records. SYNC-5001: no such job; SYNC-5260: it verifies nothing.</summary>
    public async Task<Outcome<VerifyReportView>> GetAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var job = await context.Set<SyncJob>().AsNoTracking().SingleOrDefaultAsync(job => job.Id == jobId, cancellationToken);
        return job?.Type switch
        {
            null => new Problem(ErrorCatalog.SyncJobUnknown, $"There is no sync job {jobId}."),
            SyncJobType.Verify => await ReportAsync(context, job, cancellationToken),
            { } other => new Problem(ErrorCatalog.SyncNotVerification, $"Job {jobId} is of type {EnumText.Of(other)}."),
        };
    }

    private async Task<VerifyReportView> ReportAsync(AppDbContext context, SyncJob job, CancellationToken cancellationToken)
    {
        var report = await VerifyReport.FindAsync(_database, job.Id, cancellationToken) ?? new VerifyReportView();
        return report.Requeued == 0 ? report : report with
        {
            // Looked up, because a delivery whose job fails moves to another. Index (datasource_id, received_at).
            HealingJobs = await context.Set<SyncDelivery>()
                .Where(delivery => delivery.DatasourceId == job.DatasourceId && delivery.ReceivedAt >= job.CreatedAt
                    && delivery.Kind == DeliveryKind.Heal && delivery.CorrelationId == job.CorrelationId)
                .Select(static delivery => delivery.SyncJobId)
                .Distinct()
                .OrderBy(static id => id)
                .ToListAsync(cancellationToken),
        };
    }
}
