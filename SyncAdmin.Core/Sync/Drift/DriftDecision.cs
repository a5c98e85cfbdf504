using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Drift;

/// <summary>A person's word on a job that failed because the source's columns have changed.</summary>
internal static class DriftDecision
{
    internal static bool IsFor(SyncJob job) =>
        job.Status == SyncJobStatus.Failed && string.Equals(job.ErrorCode, ErrorCatalog.SyncSchemaDrift.Code, StringComparison.Ordinal);

    /// <summary>The columns as they are now are right: the next run remembers them.</summary>
    internal static Task<int> AcceptAsync(StateTransaction transaction, SyncJob job, CancellationToken cancellationToken) =>
        transaction.Db.Set<SourceSchema>().Where(schema => schema.DatasourceId == job.DatasourceId).ExecuteDeleteAsync(cancellationToken);
}
