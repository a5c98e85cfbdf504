using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>Reads of jobs and their errors, as people see them.</summary>
internal sealed class JobQueries(StateDatabase database, RunningJobs running)
{
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
        await using var context = database.Read();
        var jobs = context.Set<SyncJob>().Where(job =>
            (filter.DatasourceId == null || job.DatasourceId == filter.DatasourceId)
            && (filter.Status == null || job.Status == filter.Status)
            && (filter.Type == null || job.Type == filter.Type));
        var found = await Named(context, jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id)).ToPageAsync(page, pageSize, cancellationToken);
        return new Page<SyncJobView>([.. found.Items.Select(row => ViewOf(row) with { LogTail = [] })], found.Total, found.Number, found.Size);
    }

    /// <summary>These jobs, newest first.</summary>
    internal async Task<IReadOnlyList<SyncJobView>> OfAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        var views = await ViewsAsync(context, context.Set<SyncJob>().Where(job => jobIds.Contains(job.Id)).OrderByDescending(job => job.CreatedAt), cancellationToken);
        return [.. views.Select(static view => view with { LogTail = [] })];
    }

    internal async Task<Page<SyncErrorView>> ErrorsAsync(Guid jobId, string? cause, bool? resolved, int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        var found = await context.Set<SyncError>()
            .Where(error => error.SyncJobId == jobId && (cause == null || error.ErrorType == cause) && (resolved == null || error.Resolved == resolved))
            .OrderBy(error => error.CreatedAt).ThenBy(error => error.Id)
            .ToPageAsync(page, pageSize, cancellationToken);
        var mapping = await context.Set<SyncJob>().Where(job => job.Id == jobId)
            .Join(context.Set<Datasource>(), job => job.DatasourceId, source => source.Id, (_, source) => source.FieldMapping)
            .SingleOrDefaultAsync(cancellationToken);
        // Rows are masked when they are kept; what was kept before a field was masked is masked here.
        var mask = FieldMask.Of(mapping ?? "{}");
        return new Page<SyncErrorView>(
            [.. found.Items.Select(ViewOf).Select(error => error.RecordData is { } row ? error with { RecordData = mask.Row(row) } : error)], found.Total, found.Number, found.Size);
    }

    internal static SyncErrorView ViewOf(SyncError error)
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

    private static IQueryable<NamedJob> Named(AppDbContext context, IQueryable<SyncJob> jobs) => jobs.Select(job => new NamedJob(
        job, context.Set<Datasource>().Where(source => source.Id == job.DatasourceId).Select(source => source.Name).First()));

    private async Task<IReadOnlyList<SyncJobView>> ViewsAsync(AppDbContext context, IQueryable<SyncJob> jobs, CancellationToken cancellationToken) =>
        [.. (await Named(context, jobs).ToListAsync(cancellationToken)).Select(ViewOf)];

    private SyncJobView ViewOf(NamedJob row) =>
        JobView.Of(row.Job, row.DatasourceName, running.Find(row.Job.Id)) with { LogTail = running.LogOf(row.Job.Id) };

    private sealed record NamedJob(SyncJob Job, string DatasourceName);
}
