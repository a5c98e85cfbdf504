using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>The report of a verify job. Table <c>sync_verify_reports</c>; written with the job's counters, so that a job which goes on counts nothing twice.</summary>
public sealed class VerifyReport
{
    /// <summary>The job.</summary>
    public Guid SyncJobId { get; init; }

    /// <summary>JSON of a <see cref="VerifyReportView"/>.</summary>
    public required string Report { get; set; }

    internal static async Task<VerifyReportView?> FindAsync(StateDatabase database, Guid jobId, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        var report = await context.Set<VerifyReport>().Where(row => row.SyncJobId == jobId).Select(static row => row.Report).SingleOrDefaultAsync(cancellationToken);
        return report is null ? null : JsonSerializer.Deserialize<VerifyReportView>(report, JsonSerializerOptions.Web);
    }

    internal static async Task WriteAsync(StateTransaction transaction, Guid jobId, VerifyReportView view, CancellationToken cancellationToken)
    {
        var report = JsonSerializer.Serialize(view, JsonSerializerOptions.Web);
        if (await transaction.Db.Set<VerifyReport>().SingleOrDefaultAsync(row => row.SyncJobId == jobId, cancellationToken) is { } row)
        {
            row.Report = report;
        }
        else
        {
            transaction.Db.Add(new VerifyReport { SyncJobId = jobId, Report = report });
        }
    }
}
