using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Watermarks;

/// <summary>Reads and moves watermarks.</summary>
internal static class WatermarkStore
{
    internal static async Task<SyncWatermark?> FindAsync(StateDatabase database, Guid datasourceId, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await context.Set<SyncWatermark>().AsNoTracking().SingleOrDefaultAsync(row => row.DatasourceId == datasourceId, cancellationToken);
    }

    /// <summary>The JSON of a change value.</summary>
    internal static string Write(object change) => SourceKeyJson.Write(new SourceKey([change]));

    /// <summary>The change value of <see cref="Write"/>.</summary>
    internal static object Read(string value) => SourceKeyJson.Parse(value).Values[0];

    /// <summary>In the transaction that completes the job; null leaves it where it is.</summary>
    internal static async Task MoveAsync(StateTransaction transaction, SyncJob job, string? value, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (value is null || job.PlanFingerprint is not { } fingerprint)
        {
            return;
        }

        var row = await transaction.Db.Set<SyncWatermark>().SingleOrDefaultAsync(mark => mark.DatasourceId == job.DatasourceId, cancellationToken);
        if (row is null)
        {
            row = new SyncWatermark { DatasourceId = job.DatasourceId, Value = value, PlanFingerprint = fingerprint };
            transaction.Db.Add(row);
        }

        (row.Value, row.PlanFingerprint, row.SyncJobId, row.MovedAt) = (value, fingerprint, job.Id, now);
        await transaction.Db.SaveChangesAsync(cancellationToken);
    }
}
