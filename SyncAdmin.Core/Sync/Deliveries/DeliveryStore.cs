using System.Buffers.Binary;
using System.Data.Common;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>Hands records to be synced by name to the datasource's records job.</summary>
internal sealed class DeliveryStore(SyncSignal signal, IOptions<SyncOptions> options, TimeProvider time)
{
    /// <summary>First half of the advisory lock of whoever makes a records job; the second is the datasource and the type.</summary>
    private const int MakingJob = 0x53444C56;

    /// <summary>
    /// Stores a delivery with the datasource's pending job of this type, or with a new one, and returns that job's id. Sets <c>SyncJobId</c>,
    /// <c>StartedBy</c> and <c>ReceivedAt</c>; the dispatcher is woken by the commit of a new job.
    /// </summary>
    internal Task<Guid> AddAsync(StateTransaction transaction, SyncDelivery delivery, SyncJobType type, Actor actor, CancellationToken cancellationToken) =>
        AddAsync(transaction, [delivery], type, actor, cancellationToken);

    /// <summary>As above, for several deliveries of one datasource; at least one.</summary>
    internal async Task<Guid> AddAsync(
        StateTransaction transaction, IReadOnlyList<SyncDelivery> deliveries, SyncJobType type, Actor actor, CancellationToken cancellationToken)
    {
        var datasourceId = deliveries[0].DatasourceId;
        var (now, pending) = await PendingAsync(transaction, datasourceId, type, cancellationToken);
        if (pending is null && transaction.Database.Provider == StorageProvider.Postgres)
        {
            await AwaitOtherMakersAsync(transaction, datasourceId, type, cancellationToken);
            (now, pending) = await PendingAsync(transaction, datasourceId, type, cancellationToken);
        }

        var jobId = pending ?? await MakeAsync(transaction, deliveries[0], type, actor, now, cancellationToken);
        foreach (var delivery in deliveries)
        {
            (delivery.SyncJobId, delivery.StartedBy, delivery.ReceivedAt) = (jobId, actor.ToString(), now);
            transaction.Db.Add(delivery);
        }

        // Whatever fails here rolls all of it back: the savepoint around it would be two round trips for nothing, two hundred times a second.
        transaction.Db.Database.AutoSavepointsEnabled = false;
        await transaction.Db.SaveChangesAsync(cancellationToken);
        if (pending is null)
        {
            await JobTimeline.AddAsync(transaction, jobId, JobEventKind.Requested, deliveries[0].Kind == DeliveryKind.Record ? deliveries[0].ReadNames()[0] : null, actor, cancellationToken);

            // Whoever joins a job need wake nobody: its maker has, and hundreds a second would.
            transaction.AfterCommit(signal.Set);
        }

        return jobId;
    }

    private async Task<Guid> MakeAsync(
        StateTransaction transaction, SyncDelivery first, SyncJobType type, Actor actor, DateTimeOffset databaseNow, CancellationToken cancellationToken)
    {
        var (now, gather) = (time.GetUtcNow(), options.Value.WebhookGather);
        var isBusy = type == SyncJobType.Webhook && gather > TimeSpan.Zero && await transaction.ScalarAsync<long>(
            // Index IX_sync_jobs_datasource_id_created_at.
            "SELECT count(*) FROM sync_jobs WHERE datasource_id = @datasource AND created_at > @since AND type = 'webhook'",
            cancellationToken,
            ("datasource", first.DatasourceId),
            ("since", now - gather)) > 0;
        var job = new SyncJob
        {
            Id = RowId.New(now),
            DatasourceId = first.DatasourceId,
            Type = type,
            Status = SyncJobStatus.Pending,
            CorrelationId = first.CorrelationId,
            StartedBy = actor.ToString(),
            CreatedAt = now,
            // One webhook alone is worked off at once; of a stream of them each job takes along what gathered.
            ResumeAfter = isBusy ? databaseNow + gather : null,
        };
        transaction.Db.Add(job);
        return job.Id;
    }

    /// <summary>
    /// The oldest pending job of the type that does not wait on account of its own deliveries (ix_sync_jobs_pending), and the database's time. PostgreSQL: the share lock makes a claim, which updates
    /// the row, wait until this transaction has committed its delivery, and lets any number of others join meanwhile; a job that was claimed while
    /// we waited for it is pending no more, and not found. SQLite: no other writer is there.
    /// </summary>
    private static async Task<(DateTimeOffset Now, Guid? JobId)> PendingAsync(
        StateTransaction transaction, Guid datasourceId, SyncJobType type, CancellationToken cancellationToken)
    {
        var lockIt = transaction.Database.Provider == StorageProvider.Postgres ? " FOR SHARE" : string.Empty;
        var rows = await transaction.RowsAsync(
            $"""
            SELECT {transaction.Time.NowMilliseconds}, (
                SELECT id FROM sync_jobs
                WHERE datasource_id = @datasource AND type = @type AND status = 'pending'
                  AND COALESCE(wait_reason, '') NOT IN ('{DeliveryWork.SecondLookReason}', '{DeliveryWork.RehomedReason}')
                ORDER BY created_at
                LIMIT 1{lockIt})
            """,
            Read,
            cancellationToken,
            ("datasource", datasourceId),
            ("type", EnumText.Of(type)));
        return rows[0];

        static (DateTimeOffset, Guid?) Read(DbDataReader row) =>
            (DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.IsDBNull(1) ? null : row.GetGuid(1));
    }

    /// <summary>
    /// Of several that find no job at the same moment, one makes it and the others wait for its commit, all at once: those that wait share
    /// their lock, so that they do not queue up behind each other's commits. A job made twice would do no harm, and is only untidy.
    /// </summary>
    private static async Task AwaitOtherMakersAsync(StateTransaction transaction, Guid datasourceId, SyncJobType type, CancellationToken cancellationToken)
    {
        // The end of a UUIDv7 is random. Not HashCode: that differs from process to process.
        var lane = BinaryPrimitives.ReadInt32LittleEndian(datasourceId.ToByteArray().AsSpan(12)) ^ (int)type;
        (string, object?)[] key = [("making", MakingJob), ("lane", lane)];
        if (!await transaction.ScalarAsync<bool>("SELECT pg_try_advisory_xact_lock(@making, @lane)", cancellationToken, key))
        {
            await transaction.ExecuteAsync("SELECT pg_advisory_xact_lock_shared(@making, @lane)", cancellationToken, key);
        }
    }
}
