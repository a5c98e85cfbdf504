using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Budget;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Sync.Watermarks;

namespace SyncAdmin.Core.Sync;

/// <summary>What people, pages and the API do with sync jobs.</summary>
public sealed class SyncService
{
    private static readonly SyncJobStatus[] Open = [SyncJobStatus.Pending, SyncJobStatus.Running];

    private readonly StateDatabase _database;
    private readonly AuditLog _audit;
    private readonly JobQueries _queries;
    private readonly DeliveryWork _deliveries;
    private readonly RunningJobs _running;
    private readonly SyncProgress _progress;
    private readonly SyncSignal _signal;
    private readonly TimeProvider _time;

    internal SyncService(
        StateDatabase database, AuditLog audit, JobQueries queries, DeliveryWork deliveries, RunningJobs running, SyncProgress progress, SyncSignal signal, TimeProvider time) =>
        (_database, _audit, _queries, _deliveries, _running, _progress, _signal, _time) = (database, audit, queries, deliveries, running, progress, signal, time);

    /// <summary>Makes a full sync job. A conflict (with <c>jobId</c> among the extensions) when a scan of the datasource is pending or running.</summary>
    public Task<Outcome<SyncJobView>> StartFullAsync(Guid datasourceId, Actor actor, string correlationId, CancellationToken cancellationToken) =>
        StartScanAsync(datasourceId, SyncJobType.Full, actor, correlationId, cancellationToken);

    /// <summary>
    /// Makes an incremental sync job, as <see cref="StartFullAsync"/>. Refused (SYNC-5107) for a datasource without a change field, and before its first full sync
    /// has completed.
    /// </summary>
    public async Task<Outcome<SyncJobView>> StartIncrementalAsync(Guid datasourceId, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var datasource = await context.Set<Datasource>().Where(row => row.Id == datasourceId).Select(row => new { row.ChangeField }).SingleOrDefaultAsync(cancellationToken);
        if (datasource is null)
        {
            return NoDatasource(datasourceId);
        }

        if (datasource.ChangeField is null)
        {
            return new Problem(ErrorCatalog.SyncWatermarkMissing, "The datasource has no changeField.");
        }

        return await context.Set<SyncWatermark>().AnyAsync(mark => mark.DatasourceId == datasourceId, cancellationToken)
            ? await StartScanAsync(datasourceId, SyncJobType.Incremental, actor, correlationId, cancellationToken)
            : new Problem(ErrorCatalog.SyncWatermarkMissing, "No full sync of this datasource has completed with its change field.");
    }

    /// <summary>Makes a job that compares source, ledger and store and has what differs written again, as <see cref="StartFullAsync"/>.</summary>
    public Task<Outcome<SyncJobView>> StartVerifyAsync(Guid datasourceId, Actor actor, string correlationId, CancellationToken cancellationToken) =>
        StartScanAsync(datasourceId, SyncJobType.Verify, actor, correlationId, cancellationToken);

    private async Task<Outcome<SyncJobView>> StartScanAsync(Guid datasourceId, SyncJobType type, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var id = RowId.New(_time.GetUtcNow());
        var refused = await WriteScanAsync(
            datasourceId,
            id,
            async (transaction, token) =>
            {
                if (!await transaction.Db.Set<Datasource>().AnyAsync(datasource => datasource.Id == datasourceId, token))
                {
                    return NoDatasource(datasourceId);
                }

                transaction.Db.Add(new SyncJob
                {
                    Id = id,
                    DatasourceId = datasourceId,
                    Type = type,
                    Status = SyncJobStatus.Pending,
                    Metadata = await JobPlan.BeginAsync(transaction, datasourceId, type, token),
                    CorrelationId = correlationId,
                    StartedBy = actor.ToString(),
                    CreatedAt = _time.GetUtcNow(),
                });
                _audit.Add(transaction, actor, $"sync.{EnumText.Of(type)}", "datasource", datasourceId.ToString(), null, new { jobId = id }, correlationId);
                await transaction.Db.SaveChangesAsync(token);
                await JobTimeline.AddAsync(transaction, id, JobEventKind.Requested, detail: null, actor, token);
                return null;
            },
            cancellationToken);
        return refused ?? await AnnounceAsync(id, cancellationToken);
    }

    /// <summary>Asks for the end. The status flips when the work has stopped; a pending job is cancelled at once.</summary>
    public async Task<Outcome<SyncJobView>> CancelAsync(Guid jobId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var refused = await _database.WriteAsync(
            async (transaction, token) =>
            {
                var job = await transaction.Db.Set<SyncJob>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == jobId, token);
                if (job is null)
                {
                    return Unknown(jobId);
                }

                var now = await JobQueries.NowAsync(transaction, token);

                // Two conditional statements, because a process may claim the job between our read and our write.
                var ended = await transaction.Db.Set<SyncJob>()
                    .Where(row => row.Id == jobId && row.Status == SyncJobStatus.Pending)
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(row => row.Status, SyncJobStatus.Cancelled)
                            .SetProperty(row => row.CompletedAt, now)
                            .SetProperty(row => row.WaitReason, (string?)null)
                            .SetProperty(row => row.ResumeAfter, (DateTimeOffset?)null),
                        token);
                if (ended > 0 && JobLanes.Of(job.Type) == JobLane.Records)
                {
                    await _deliveries.EndAsync(transaction, job, SyncJobStatus.Cancelled, now, token);
                }

                var asked = ended == 1 ? 0 : await transaction.Db.Set<SyncJob>()
                    .Where(row => row.Id == jobId && row.Status == SyncJobStatus.Running)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.CancelRequestedAt, row => row.CancelRequestedAt ?? now), token);
                if (ended + asked == 0)
                {
                    return new Problem(ErrorCatalog.SyncNotCancellable, $"Job {jobId} is {EnumText.Of(job.Status)}.");
                }

                _audit.Add(transaction, actor, "sync.cancel", "sync_job", jobId.ToString(), new { status = EnumText.Of(job.Status) }, null, job.CorrelationId);
                await JobTimeline.AddAsync(transaction, jobId, ended == 1 ? JobEventKind.Cancelled : JobEventKind.CancelRequested, detail: null, actor, token);
                return null;
            },
            cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        if (_running.Find(jobId) is { } here)
        {
            here.Stop(StopReason.Cancelled);
        }

        return await AnnounceAsync(jobId, cancellationToken);
    }

    /// <summary>
    /// Puts a failed or cancelled job back to pending, to go on from its checkpoint; a job that waits goes on at once. A conflict when another
    /// scan of the datasource is open (with its <c>jobId</c>), or a newer full sync has completed.
    /// </summary>
    public async Task<Outcome<SyncJobView>> ResumeAsync(Guid jobId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var found = await _queries.FindAsync(jobId, cancellationToken);
        if (found is null)
        {
            return Unknown(jobId);
        }

        var refused = JobLanes.Of(found.Type) == JobLane.Scan
            ? await WriteScanAsync(found.DatasourceId, jobId, ResumeAsync, cancellationToken)
            : await _database.WriteAsync(ResumeAsync, cancellationToken);
        return refused ?? await AnnounceAsync(jobId, cancellationToken);

        async Task<Problem?> ResumeAsync(StateTransaction transaction, CancellationToken token)
        {
            var job = await transaction.Db.Set<SyncJob>().SingleAsync(row => row.Id == jobId, token);
            if (await WhyNotResumableAsync(transaction, job, token) is { } problem)
            {
                return problem;
            }

            _audit.Add(transaction, actor, "sync.resume", "sync_job", jobId.ToString(), new { status = EnumText.Of(job.Status) }, null, job.CorrelationId);
            BudgetWait.Accept(job);
            (job.Status, job.CompletedAt, job.CancelRequestedAt) = (SyncJobStatus.Pending, null, null);
            (job.WaitReason, job.ResumeAfter, job.ErrorCode, job.ErrorMessage) = (null, null, null, null);
            await transaction.Db.SaveChangesAsync(token);
            await JobTimeline.AddAsync(transaction, jobId, JobEventKind.ResumeRequested, detail: null, actor, token);
            return null;
        }
    }

    /// <summary>Puts a completed job back to pending, for whom its work was not the whole.</summary>
    internal async Task<Outcome<SyncJobView>> RunAgainAsync(Guid jobId, Actor actor, CancellationToken cancellationToken)
    {
        if (await _queries.FindAsync(jobId, cancellationToken) is not { } found)
        {
            return Unknown(jobId);
        }

        var refused = await WriteScanAsync(
            found.DatasourceId,
            jobId,
            async (transaction, token) =>
            {
                var job = await transaction.Db.Set<SyncJob>().SingleAsync(row => row.Id == jobId, token);
                if (job.Status != SyncJobStatus.Completed)
                {
                    return null; // Somebody was faster: it runs again already.
                }

                (job.Status, job.CompletedAt) = (SyncJobStatus.Pending, null);
                await transaction.Db.SaveChangesAsync(token);
                await JobTimeline.AddAsync(transaction, jobId, JobEventKind.ResumeRequested, detail: null, actor, token);
                return null;
            },
            cancellationToken);
        return refused ?? await AnnounceAsync(jobId, cancellationToken);
    }

    /// <summary>One job, live figures included.</summary>
    public async Task<Outcome<SyncJobView>> GetAsync(Guid jobId, CancellationToken cancellationToken) =>
        await _queries.ViewAsync(jobId, cancellationToken) is { } view ? view : Unknown(jobId);

    /// <summary>Jobs, newest first.</summary>
    public Task<Page<SyncJobView>> ListAsync(SyncJobFilter filter, int page, int pageSize, CancellationToken cancellationToken) =>
        _queries.ListAsync(filter, page, pageSize, cancellationToken);

    /// <summary>Errors of a job, oldest first.</summary>
    public async Task<Outcome<Page<SyncErrorView>>> ErrorsAsync(Guid jobId, int page, int pageSize, CancellationToken cancellationToken) =>
        await _queries.FindAsync(jobId, cancellationToken) is null
            ? Unknown(jobId)
            : await _queries.ErrorsAsync(jobId, cause: null, resolved: null, page, pageSize, cancellationToken);

    private static Problem NoDatasource(Guid datasourceId) => new(ErrorCatalog.DatasourceNotFound, $"There is no datasource {datasourceId}.");

    private static Problem Unknown(Guid jobId) => new(ErrorCatalog.SyncJobUnknown, $"There is no sync job {jobId}.");

    private static async Task<Problem?> WhyNotResumableAsync(StateTransaction transaction, SyncJob job, CancellationToken cancellationToken)
    {
        var waits = job is { Status: SyncJobStatus.Pending, WaitReason: not null };
        var ended = job.Status is SyncJobStatus.Failed or SyncJobStatus.Cancelled && JobLanes.Of(job.Type) == JobLane.Scan; // The deliveries of a records job went on without it.
        if (!waits && !ended)
        {
            return new Problem(ErrorCatalog.SyncNotResumable, $"Job {job.Id} is {EnumText.Of(job.Status)}.");
        }

        if (job.Type is SyncJobType.Reindex && await Reindexes.IsOverAsync(transaction, job.Id, cancellationToken))
        {
            return new Problem(ErrorCatalog.SyncReindexOver, $"What job {job.Id} worked for was abandoned, or is done.");
        }

        if (job.Type is SyncJobType.Reindex or SyncJobType.Verify)
        {
            return null; // A full sync does not do their work.
        }

        var newer = await transaction.Db.Set<SyncJob>()
            .Where(row => row.DatasourceId == job.DatasourceId && row.Type == SyncJobType.Full && row.Status == SyncJobStatus.Completed && row.CreatedAt > job.CreatedAt)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return newer is null
            ? null
            : new Problem(ErrorCatalog.SyncSuperseded, $"Job {newer} has synced the whole source after job {job.Id}.")
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["jobId"] = newer },
            };
    }

    /// <summary>
    /// A transaction that leaves one more open scan behind. The unique index on open scans decides a race between replicas; the friendly
    /// answer, with the id of the open job, is made here.
    /// </summary>
    private async Task<Problem?> WriteScanAsync(
        Guid datasourceId, Guid jobId, Func<StateTransaction, CancellationToken, Task<Problem?>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _database.WriteAsync(
                    async (transaction, token) => await OpenScanAsync(transaction.Db, datasourceId, jobId, token) ?? await work(transaction, token),
                    cancellationToken);
            }
            catch (DbUpdateException exception) when (attempt < 3 && UniqueViolation.ConstraintOf(_database, exception) is not null)
            {
                // Another process was faster; the next round finds its job.
            }
        }
    }

    internal static async Task<Problem?> OpenScanAsync(AppDbContext db, Guid datasourceId, Guid except, CancellationToken cancellationToken)
    {
        var scans = JobLanes.Scans;
        var open = await db.Set<SyncJob>().AsNoTracking()
            .Where(job => job.DatasourceId == datasourceId && job.Id != except && scans.Contains(job.Type) && Open.Contains(job.Status))
            .Select(job => new { job.Id, job.Type, job.Status })
            .FirstOrDefaultAsync(cancellationToken);
        return open is null
            ? null
            : new Problem(ErrorCatalog.SyncAlreadyOpen, $"The {EnumText.Of(open.Type)} sync job {open.Id} is {EnumText.Of(open.Status)}.")
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["jobId"] = open.Id },
            };
    }

    private async Task<Outcome<SyncJobView>> AnnounceAsync(Guid jobId, CancellationToken cancellationToken)
    {
        _signal.Set();
        if (await _queries.ViewAsync(jobId, cancellationToken) is not { } view)
        {
            return Unknown(jobId);
        }

        _progress.Publish(view);
        return view;
    }
}
