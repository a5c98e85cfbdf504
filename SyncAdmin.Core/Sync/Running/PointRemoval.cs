using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// Removes some records' points, each only after a read by key has found no such record: kept for restoring, forgotten by the ledger and counted in one
/// transaction, then deleted from the store. So the ledger lags and never leads here either: what a kill leaves are points that the ledger knows nothing
/// of, which the next attempt finds, and does not count again.
/// </summary>
internal sealed class PointRemoval(StateDatabase database, IVectorStore store, SweepRun run, KeyColumns columns, TimeProvider time)
{
    // One transaction of the state, with payloads and vectors: about a megabyte.
    private const int CommitPoints = 250;

    /// <summary>How many records turned out to be in the source after all.</summary>
    internal long Kept { get; private set; }

    internal async Task RemoveAsync(IReadOnlyList<string> recordKeys, CancellationToken cancellationToken)
    {
        // Held before the source is asked: nobody may bring a record back between the answer and the removal.
        using var held = await run.Running.Owned.Interlock.HoldAsync(recordKeys, cancellationToken);
        var present = await StageException.NameAsync(
            PipelineStage.Source, () => columns.PresentAsync(run.Connector, recordKeys, cancellationToken), cancellationToken);
        string[] gone = [.. recordKeys.Where(key => !present.Contains(key))];
        Kept += recordKeys.Count - gone.Length;
        run.Running.Moved();
        foreach (var some in gone.Chunk(CommitPoints))
        {
            await RemoveGoneAsync(some, cancellationToken);
        }
    }

    private async Task RemoveGoneAsync(string[] gone, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. gone.Select(key => PointId.Of(run.Scope.DatasourceId, key))];
        var points = await StageException.NameAsync(
            PipelineStage.Store, () => store.GetAsync(run.Scope.Collection, ids, withVector: true, cancellationToken), cancellationToken);
        run.Running.Job = await StageException.NameAsync(
            PipelineStage.State, () => database.WriteAsync((transaction, token) => CommitAsync(transaction, gone, points, token), cancellationToken), cancellationToken);
        SyncFaults.Hit("during-sweep");
        // The live one last: the next attempt finds by its points what this one leaves, in either.
        if (run.Mirror is { } mirror)
        {
            await DeleteAsync(mirror.Collection, ids, cancellationToken);
        }

        await DeleteAsync(run.Scope.Collection, ids, cancellationToken);
        run.Running.Moved();
    }

    private Task DeleteAsync(string collection, Guid[] ids, CancellationToken cancellationToken) => StageException.NameAsync(
        PipelineStage.Store, () => store.DeleteAsync(collection, ids, run.Running.Lease.Fence, cancellationToken), cancellationToken);

    private async Task<SyncJob> CommitAsync(StateTransaction transaction, string[] gone, IReadOnlyList<StoredPoint> points, CancellationToken cancellationToken)
    {
        var now = await FenceGuard.AssertAsync(transaction, run.Running.Lease, cancellationToken);
        await LiveCollection.AssertAsync(transaction, run.Scope.Collection, run.Mirror?.Collection, cancellationToken);
        await RecordLedger.ApplyAsync(transaction, run.Scope, [], gone, cancellationToken);
        if (run.Mirror is { } mirror)
        {
            await RecordLedger.ApplyAsync(transaction, mirror, [], gone, cancellationToken);
        }

        var job = await transaction.Db.Set<SyncJob>().SingleAsync(row => row.Id == run.Running.Job.Id, cancellationToken);
        RemovedPoint[] removed = [.. points.Select(point => Removed(point, now)).OfType<RemovedPoint>()];
        string[] keys = [.. removed.Select(point => point.RecordKey)];
        var before = transaction.Db.Set<RemovedPoint>().Where(point => point.SyncJobId == job.Id);
        var countedBefore = await before.CountAsync(point => gone.Contains(point.RecordKey), cancellationToken);
        await before.Where(point => keys.Contains(point.RecordKey)).ExecuteDeleteAsync(cancellationToken);
        transaction.Db.AddRange(removed.AsEnumerable<object>());
        job.DeletedRecords += gone.Length - countedBefore;
        job.ActiveMilliseconds = run.Running.ActiveMilliseconds;
        job.ProgressAt = now;
        await transaction.Db.SaveChangesAsync(cancellationToken);
        return job;
    }

    private RemovedPoint? Removed(StoredPoint point, DateTimeOffset now) => SyncPayload.Read(point.Payload) is not { } members ? null : new RemovedPoint
    {
        Id = RowId.New(time.GetUtcNow()),
        SyncJobId = run.Running.Job.Id,
        DatasourceId = run.Scope.DatasourceId,
        Collection = run.Scope.Collection,
        RecordKey = members.Key,
        Payload = point.Payload.ToArray(),
        Vector = MemoryMarshal.AsBytes(point.Vector.Span).ToArray(),
        RemovedAt = now,
    };
}
