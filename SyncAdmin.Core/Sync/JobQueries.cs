using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync;

/// <summary>Reads of jobs and their errors, as people see them.</summary>
internal sealed class JobQueries(StateDatabase database, RunningJobs running)
{
    private const int MostPerPage = 500;

    /// <summary>The database's time inside a transaction.</summary>
    internal static async Task<DateTimeOffset> NowAsync(StateTransaction transaction, CancellationToken cancellationToken) =>
        DateTimeOffset.FromUnixTimeMilliseconds(await transaction.ScalarAsync<long>($"SELECT {transaction.Time.NowMilliseconds}", cancellationToken));

    internal async Task<SyncJob?> FindAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await context.Set<SyncJob>().SingleOrDefaultAsync(job => job.Id == jobId, cancellationToken);
    }

    internal async Task<SyncJobView?> ViewAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return (await ViewsAsync(context, context.Set<SyncJob>().Where(job => job.Id == jobId), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Pending and running jobs: what a page that opens must show at once.</summary>
    internal async Task<IReadOnlyList<SyncJobView>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await ViewsAsync(
            context,
            context.Set<SyncJob>().Where(job => job.Status == SyncJobStatus.Pending || job.Status == SyncJobStatus.Running).OrderBy(job => job.CreatedAt),
            cancellationToken);
    }

    internal async Task<Page<SyncJobView>> ListAsync(SyncJobFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        (page, pageSize) = (Math.Max(1, page), Math.Clamp(pageSize, 1, MostPerPage));
        await using var context = database.Read();
        var jobs = context.Set<SyncJob>().Where(job =>
            (filter.DatasourceId == null || job.DatasourceId == filter.DatasourceId)
            && (filter.Status == null || job.Status == filter.Status)
            && (filter.Type == null || job.Type == filter.Type));
        var total = await jobs.LongCountAsync(cancellationToken);
        var items = await ViewsAsync(
            context,
            jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Skip((page - 1) * pageSize).Take(pageSize),
            cancellationToken);
        return new Page<SyncJobView>([.. items.Select(view => view with { LogTail = [] })], total, page, pageSize);
    }

    internal async Task<Page<SyncErrorView>> ErrorsAsync(Guid jobId, int page, int pageSize, CancellationToken cancellationToken)
    {
        (page, pageSize) = (Math.Max(1, page), Math.Clamp(pageSize, 1, MostPerPage));
        await using var context = database.Read();
        var errors = context.Set<SyncError>().Where(error => error.SyncJobId == jobId);
        var total = await errors.LongCountAsync(cancellationToken);
        var rows = await errors.OrderBy(error => error.CreatedAt).ThenBy(error => error.Id)
            .Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(cancellationToken);
        return new Page<SyncErrorView>([.. rows.Select(ViewOf)], total, page, pageSize);
    }

    private static SyncErrorView ViewOf(SyncError error)
    {
        var known = ErrorCatalog.All.GetValueOrDefault(error.ErrorType);
        return new SyncErrorView(
            error.Id,
            error.SyncJobId,
            error.RecordIdentifier,
            error.ErrorType,
            known?.Title ?? error.ErrorType,
            error.ErrorMessage,
            known?.Remedy ?? string.Empty,
            error.RecordData is null ? null : JsonDocument.Parse(error.RecordData).RootElement,
            error.RetryCount,
            error.Resolved,
            error.CreatedAt);
    }

    private async Task<IReadOnlyList<SyncJobView>> ViewsAsync(AppDbContext context, IQueryable<SyncJob> jobs, CancellationToken cancellationToken)
    {
        var rows = await jobs
            .Select(job => new { Job = job, Name = context.Set<Datasource>().Where(source => source.Id == job.DatasourceId).Select(source => source.Name).First() })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => JobView.Of(row.Job, row.Name, running.Find(row.Job.Id)))];
    }
}
