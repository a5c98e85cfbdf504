using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>The deliveries of a records job, as that job works them off.</summary>
internal sealed class DeliveryWork(StateDatabase database, NotificationOutbox notifications, TimeProvider time)
{
    /// <summary><see cref="SyncJob.WaitReason"/> of the job that looks a second time.</summary>
    internal const string SecondLookReason = "confirm";

    /// <summary><see cref="SyncJob.WaitReason"/> of the job that takes over what a failed one has not applied.</summary>
    internal const string RehomedReason = "rehomed";

    /// <summary>How often a delivery is given to another job because its own failed.</summary>
    internal const int MostHomes = 5;

    /// <summary>An ERP calls before it commits: what can't be seen yet is looked at again after this long.</summary>
    private static readonly TimeSpan SecondLookAfter = TimeSpan.FromSeconds(5);

    /// <summary>The job's oldest pending deliveries, with at most so many names, at least one delivery; none when all are applied. Index (sync_job_id, status).</summary>
    internal async Task<IReadOnlyList<SyncDelivery>> NextAsync(Guid jobId, int names, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        var pending = await context.Set<SyncDelivery>().AsNoTracking()
            .Where(delivery => delivery.SyncJobId == jobId && delivery.Status == DeliveryStatus.Pending)
            .OrderBy(static delivery => delivery.Id)
            .Take(names)
            .ToListAsync(cancellationToken);
        var (taken, room) = (new List<SyncDelivery>(), names);
        foreach (var delivery in pending.TakeWhile(delivery => taken.Count == 0 || delivery.Looks == taken[0].Looks))
        {
            room -= delivery.ReadNames().Count;
            if (room < 0 && taken.Count > 0)
            {
                break;
            }

            taken.Add(delivery);
        }

        return taken;
    }

    /// <summary>Writes what became of each name, in the transaction that commits the records; what wants a second look goes to a job for that.</summary>
    internal async Task ApplyAsync(
        StateTransaction transaction,
        SyncJob job,
        IReadOnlyList<SyncDelivery> deliveries,
        NamedRecords named,
        IReadOnlyDictionary<string, KeyedOutcome> became,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        Guid? secondLook = null;
        foreach (var delivery in deliveries)
        {
            var outcomes = delivery.ReadNames().Select(name => OutcomeOf(name, [.. named.ByName[(delivery.NamesBy, name)].Select(key => became.GetValueOrDefault(key, NotFound))])).ToList();
            var again = delivery is { Kind: DeliveryKind.Webhook, Looks: 0 } && outcomes.Exists(static one => one.Outcome is RecordOutcome.NotFound or RecordOutcome.Unchanged);
            secondLook ??= again ? await SecondLookAsync(transaction, job, now, cancellationToken) : null;
            var (jobId, status) = again ? (secondLook!.Value, DeliveryStatus.Pending)
                : (job.Id, outcomes.Exists(static one => one.Outcome == RecordOutcome.Failed) ? DeliveryStatus.Failed : DeliveryStatus.Applied);
            await transaction.Db.Set<SyncDelivery>().Where(row => row.Id == delivery.Id && row.SyncJobId == job.Id).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.SyncJobId, jobId)
                    .SetProperty(row => row.Status, status)
                    .SetProperty(row => row.Looks, row => row.Looks + 1)
                    .SetProperty(row => row.Outcomes, again ? null : SyncDelivery.WriteOutcomes(outcomes))
                    .SetProperty(row => row.AppliedAt, again ? null : now),
                cancellationToken);
        }
    }

    /// <summary>Errors of records that are in line now are resolved.</summary>
    internal static async Task ResolveAsync(
        StateTransaction transaction, Guid datasourceId, IReadOnlyDictionary<string, KeyedOutcome> became, CancellationToken cancellationToken)
    {
        string[] good = [.. became.Where(static pair => pair.Value.Outcome != RecordOutcome.Failed).Select(static pair => pair.Key)];
        if (good.Length > 0)
        {
            await transaction.Db.Set<SyncError>()
                .Where(error => error.DatasourceId == datasourceId && !error.Resolved && good.Contains(error.RecordIdentifier))
                .ExecuteUpdateAsync(set => set.SetProperty(error => error.Resolved, true), cancellationToken);
        }
    }

    /// <summary>
    /// What the end of a records job means for the deliveries that it has not applied: cancelled with it, or given to a new job when it failed, at most
    /// <see cref="MostHomes"/> times. False: the job can't complete yet, there are some.
    /// </summary>
    internal async Task<bool> EndAsync(StateTransaction transaction, SyncJob job, SyncJobStatus end, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pending = transaction.Db.Set<SyncDelivery>().Where(delivery => delivery.SyncJobId == job.Id && delivery.Status == DeliveryStatus.Pending);
        switch (end)
        {
            case SyncJobStatus.Completed:
                return !await pending.AnyAsync(cancellationToken);
            case SyncJobStatus.Cancelled:
                await pending.ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Status, DeliveryStatus.Cancelled).SetProperty(row => row.AppliedAt, now), cancellationToken);
                return true;
            case SyncJobStatus.Failed:
                var givenUp = await pending.Where(static delivery => delivery.Homes >= MostHomes).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Status, DeliveryStatus.Failed).SetProperty(row => row.AppliedAt, now), cancellationToken);
                await TellAsync(transaction, job, givenUp, cancellationToken);
                if (await pending.MaxAsync(static delivery => (int?)delivery.Homes, cancellationToken) is { } homes)
                {
                    var home = Next(job, RehomedReason, now + TimeSpan.FromSeconds(Math.Pow(4, homes + 1)));
                    transaction.Db.Add(home);
                    await JobTimeline.AddAsync(transaction, home.Id, JobEventKind.Requested, $"{RehomedReason} {job.Id}", by: null, cancellationToken);
                    await pending.ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.SyncJobId, home.Id).SetProperty(row => row.Homes, row => row.Homes + 1), cancellationToken);
                }

                return true;
            default:
                return true;
        }
    }

    private async Task TellAsync(StateTransaction transaction, SyncJob job, int givenUp, CancellationToken cancellationToken)
    {
        if (givenUp > 0)
        {
            var name = await transaction.Db.Set<Datasource>().Where(row => row.Id == job.DatasourceId).Select(static row => row.Name).SingleAsync(cancellationToken);
            var told = NotificationEvent.OfDatasource(NotificationKind.DeadLetter, job.DatasourceId, name, problem: null, job.CorrelationId) with
            {
                JobId = job.Id,
                Count = givenUp,
                Detail = $"{givenUp} deliveries were given up: {MostHomes + 1} jobs in a row failed with them.",
            };
            await notifications.AddAsync(transaction, told, cancellationToken);
        }
    }

    private static KeyedOutcome NotFound => new(RecordOutcome.NotFound);

    /// <summary>Of several records with one code, the one that people must know of most.</summary>
    private static DeliveryOutcome OutcomeOf(string name, IReadOnlyList<KeyedOutcome> records)
    {
        foreach (var outcome in (RecordOutcome[])[RecordOutcome.Failed, RecordOutcome.Upserted, RecordOutcome.Removed, RecordOutcome.Deleted, RecordOutcome.Unchanged])
        {
            foreach (var record in records)
            {
                if (record.Outcome == outcome)
                {
                    return new DeliveryOutcome(name, outcome, record.Problem?.ToString());
                }
            }
        }

        return new DeliveryOutcome(name, RecordOutcome.NotFound);
    }

    /// <summary>One for each job that finds it needs one; later commits of that job push it back.</summary>
    private async Task<Guid> SecondLookAsync(StateTransaction transaction, SyncJob job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var correlation = job.CorrelationId;
        var mine = await transaction.Db.Set<SyncJob>()
            .Where(row => row.DatasourceId == job.DatasourceId && row.Status == SyncJobStatus.Pending && row.WaitReason == SecondLookReason && row.CorrelationId == correlation)
            .FirstOrDefaultAsync(cancellationToken);
        if (mine is null)
        {
            mine = Next(job, SecondLookReason, now + SecondLookAfter);
            transaction.Db.Add(mine);
            await JobTimeline.AddAsync(transaction, mine.Id, JobEventKind.Requested, $"{SecondLookReason} {job.Id}", by: null, cancellationToken);
        }

        mine.ResumeAfter = now + SecondLookAfter;
        await transaction.Db.SaveChangesAsync(cancellationToken);
        return mine.Id;
    }

    private SyncJob Next(SyncJob job, string reason, DateTimeOffset after) => new()
    {
        Id = RowId.New(time.GetUtcNow()),
        DatasourceId = job.DatasourceId,
        Type = job.Type,
        Status = SyncJobStatus.Pending,
        WaitReason = reason,
        ResumeAfter = after,
        CorrelationId = job.CorrelationId,
        StartedBy = job.StartedBy,
        CreatedAt = time.GetUtcNow(),
    };
}
