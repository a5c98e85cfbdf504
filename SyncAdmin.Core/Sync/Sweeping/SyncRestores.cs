using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Sweeping;

/// <summary>
/// Puts back what a sweep removed. It owns the datasource for as long as that takes, like a job: no sync and no delivery writes meanwhile. Each page is
/// done or not done; a restore that was cut short goes on when it is asked for again.
/// </summary>
public sealed class SyncRestores
{
    private const int PagePoints = 250;
    private static readonly TimeSpan LeaseWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeasePoll = TimeSpan.FromMilliseconds(100);

    private readonly StateDatabase _database;
    private readonly IVectorStore _store;
    private readonly RecordLedger _ledger;
    private readonly LeaseStore _leases;
    private readonly Reindexes _reindexes;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;

    internal SyncRestores(StateDatabase database, IVectorStore store, RecordLedger ledger, LeaseStore leases, Reindexes reindexes, AuditLog audit, TimeProvider time) =>
        (_database, _store, _ledger, _leases, _reindexes, _audit, _time) = (database, store, ledger, leases, reindexes, audit, time);

    /// <summary>Points that a job removed and that can still be put back.</summary>
    public async Task<long> KeptAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        return await context.Set<RemovedPoint>().LongCountAsync(point => point.SyncJobId == jobId, cancellationToken);
    }

    /// <summary>Puts the points that a job removed, and their ledger rows, back; a record that is there again stays as it is.</summary>
    /// <returns>How many; SYNC-5001 without such a job, SYNC-5013 when nothing of it is kept, SYNC-5014 when the datasource is at work.</returns>
    public async Task<Outcome<RestoreView>> RestoreAsync(Guid jobId, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await FindAsync(jobId, cancellationToken) is not { } job)
        {
            return new Problem(ErrorCatalog.SyncJobUnknown, $"There is no sync job {jobId}.");
        }

        if (job.Status is SyncJobStatus.Pending or SyncJobStatus.Running)
        {
            return new Problem(ErrorCatalog.SyncRestoreBusy, $"Job {jobId} is {EnumText.Of(job.Status)}.");
        }

        if ((await PageAsync(jobId, 1, cancellationToken)).Count == 0)
        {
            return Nothing(jobId);
        }

        if (await TakeAsync(job.DatasourceId, cancellationToken) is not { } lease)
        {
            return new Problem(ErrorCatalog.SyncRestoreBusy, $"A job of datasource {job.DatasourceId} is running.");
        }

        try
        {
            return await RestoreAsync(jobId, lease, actor, correlationId, cancellationToken);
        }
        catch (ProblemException exception)
        {
            return exception.Problem;
        }
        catch (LeaseLostException)
        {
            // A page took longer than the lease: what is done is done, and the rest is still kept.
            return new Problem(ErrorCatalog.SyncRestoreBusy, $"Another process took datasource {job.DatasourceId} over meanwhile.");
        }
        finally
        {
            await _database.WriteAsync((transaction, token) => LeaseStore.ReleaseAsync(transaction, lease, token), CancellationToken.None);
        }
    }

    private async Task<Outcome<RestoreView>> RestoreAsync(Guid jobId, HeldLease lease, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        var view = new RestoreView(jobId, 0, 0);
        try
        {
            while (await PageAsync(jobId, PagePoints, cancellationToken) is { Count: > 0 } page)
            {
                var restored = await RestoreAsync(page, lease, cancellationToken);
                view = view with { Restored = view.Restored + restored, Skipped = view.Skipped + page.Count - restored };
                if (!await _leases.RenewAsync(lease, cancellationToken))
                {
                    throw new LeaseLostException(lease.DatasourceId);
                }
            }
        }
        finally
        {
            if (view != new RestoreView(jobId, 0, 0))
            {
                // What is done is told, also when whoever asked has hung up before its end.
                await TellAsync(view, actor, correlationId);
            }
        }

        // Whoever had the lease before has restored all of it.
        return view is { Restored: 0, Skipped: 0 } ? Nothing(jobId) : view;
    }

    private Task TellAsync(RestoreView view, Actor actor, string correlationId) => _database.WriteAsync(
        (transaction, token) =>
        {
            _audit.Add(transaction, actor, "sync.restore", "sync_job", view.JobId.ToString(), null, view, correlationId);
            return JobTimeline.AddAsync(transaction, view.JobId, JobEventKind.Restored, view.Restored.ToString(CultureInfo.InvariantCulture), actor, token);
        },
        CancellationToken.None);

    /// <summary>Store first, then ledger: the ledger may lag, never lead.</summary>
    private async Task<int> RestoreAsync(List<RemovedPoint> page, HeldLease lease, CancellationToken cancellationToken)
    {
        var home = await _reindexes.HomeOfAsync(page[0].Collection, cancellationToken)
            ?? throw new ProblemException(new Problem(
                ErrorCatalog.SyncNothingToRestore, $"The points were removed from '{page[0].Collection}', which was deleted, or re-indexed with other vectors since."));
        var scope = new LedgerScope(home, lease.DatasourceId);
        var known = await _ledger.LoadAsync(scope, [.. page.Select(point => point.RecordKey)], cancellationToken);
        var back = page.Where(point => !known.ContainsKey(point.RecordKey)).Select(point => (Point: point, Members: SyncPayload.Read(point.Payload)!)).ToList();
        await _database.WriteAsync((transaction, token) => AssertAsync(transaction, lease, scope, token), cancellationToken);
        if (back.Count > 0)
        {
            await _store.UpsertAsync(scope.Collection, [.. back.Select(entry => PointOf(entry.Point, entry.Members, lease.Fence))], lease.Fence, cancellationToken);
        }

        await _database.WriteAsync(
            async (transaction, token) =>
            {
                await AssertAsync(transaction, lease, scope, token);
                await RecordLedger.ApplyAsync(
                    transaction, scope, [.. back.Select(entry => new LedgerRow(entry.Members.Key, entry.Members.Code, entry.Members.TextHash, entry.Members.PayloadHash))], [], token);
                Guid[] done = [.. page.Select(point => point.Id)];
                await transaction.Db.Set<RemovedPoint>().Where(point => done.Contains(point.Id)).ExecuteDeleteAsync(token);
            },
            cancellationToken);
        return back.Count;
    }

    private static Problem Nothing(Guid jobId) => new(ErrorCatalog.SyncNothingToRestore, $"No point that job {jobId} removed is kept.");

    private static async Task AssertAsync(StateTransaction transaction, HeldLease lease, LedgerScope scope, CancellationToken cancellationToken)
    {
        await FenceGuard.AssertAsync(transaction, lease, cancellationToken);
        await LiveCollection.AssertAsync(transaction, scope.Collection, mirror: null, cancellationToken);
    }

    private static VectorPoint PointOf(RemovedPoint point, SyncMembers members, long fence) => new(
        PointId.Of(members.DatasourceId, members.Key),
        MemoryMarshal.Cast<byte, float>(point.Vector).ToArray(),
        SyncPayload.Combine(SyncPayload.Strip(point.Payload).Span, members with { Fence = fence }));

    /// <summary>The lease, once whoever has it lets go; null when that takes too long.</summary>
    private async Task<HeldLease?> TakeAsync(Guid datasourceId, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var lease = await _database.WriteAsync((transaction, token) => _leases.TakeAsync(transaction, datasourceId, token), cancellationToken);
            if (lease is not null || _time.GetElapsedTime(started) > LeaseWait)
            {
                return lease;
            }

            await Task.Delay(LeasePoll, _time, cancellationToken);
        }
    }

    private async Task<SyncJob?> FindAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        return await context.Set<SyncJob>().SingleOrDefaultAsync(job => job.Id == jobId, cancellationToken);
    }

    private async Task<List<RemovedPoint>> PageAsync(Guid jobId, int size, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var page = await context.Set<RemovedPoint>().Where(point => point.SyncJobId == jobId).OrderBy(point => point.RecordKey).Take(size).ToListAsync(cancellationToken);
        // A job that was resumed after a re-index has removed from two collections: one at a time.
        return [.. page.TakeWhile(point => string.Equals(point.Collection, page[0].Collection, StringComparison.Ordinal))];
    }
}
