using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

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
        var type = await context.Set<SyncJob>().Where(job => job.Id == jobId).Select(static job => (SyncJobType?)job.Type).SingleOrDefaultAsync(cancellationToken);
        return type switch
        {
            null => new Problem(ErrorCatalog.SyncJobUnknown, $"There is no sync job {jobId}."),
            SyncJobType.Verify => await VerifyReport.FindAsync(_database, jobId, cancellationToken) ?? new VerifyReportView(),
            { } other => new Problem(ErrorCatalog.SyncNotVerification, $"Job {jobId} is of type {EnumText.Of(other)}."),
        };
    }
}
