using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Progress;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// Looks for jobs that wait for a process, claims as many as the lanes allow and has Quartz run them. Woken at once by this process's own
/// changes; the look at the table every half second finds those of other processes, and their cancel requests.
/// </summary>
internal sealed class SyncDispatcher(
    StateDatabase database,
    JobStore jobs,
    LeaseStore leases,
    RunningJobs running,
    SyncRunner runner,
    ForeignProgress foreign,
    SyncSignal signal,
    ISchedulerFactory schedulers,
    IOptions<SyncOptions> options,
    TimeProvider time,
    ILogger<SyncDispatcher> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var job in running.All)
        {
            job.Stop(StopReason.Shutdown);
        }

        // Each gives its lease back, so that the next start goes on at once.
        await Task.WhenAll(running.All.Select(job => job.Ended)).WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var predecessorsFreed = database.Provider != StorageProvider.Sqlite;
        var failure = new LastingFailure(time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!predecessorsFreed)
                {
                    // SQLite: Storage holds the data directory's lock before any hosted service starts, so whoever left a lease is dead.
                    await leases.TakeOverAllAsync(stoppingToken);
                    predecessorsFreed = true;
                }

                await StopCancelledAsync(stoppingToken);
                await ClaimAsync(JobLane.Records, stoppingToken);
                await ClaimAsync(JobLane.Scan, stoppingToken);
                await foreign.TellAsync(stoppingToken);
                if (failure.End() is > 0 and var failures)
                {
                    logger.DispatchesAgain(failures);
                }

                await signal.WaitAsync(options.Value.Poll, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The boundary of the loop: a database that is away for a minute must not end the dispatcher for ever.
                if (failure.Begin(exception) is var (cause, unforeseen))
                {
                    logger.DispatchFailed(unforeseen, cause);
                }

                await Task.Delay(options.Value.Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task StopCancelledAsync(CancellationToken cancellationToken)
    {
        if (running.Count == 0)
        {
            return;
        }

        foreach (var jobId in await jobs.CancelRequestsAsync(cancellationToken))
        {
            running.Find(jobId)?.Stop(StopReason.Cancelled);
        }
    }

    private async Task ClaimAsync(JobLane lane, CancellationToken cancellationToken)
    {
        if (running.CountOf(lane) >= options.Value.MaxConcurrentJobs)
        {
            return;
        }

        foreach (var candidate in await jobs.CandidatesAsync(lane, 16 + running.Count, cancellationToken))
        {
            if (running.CountOf(lane) >= options.Value.MaxConcurrentJobs)
            {
                return;
            }

            // One that this process still works on although its lease expired ends by itself, and is taken up in a later round.
            var owned = running.OwnerOf(candidate.DatasourceId);
            if (owned?.Runs(lane) != true && running.Find(candidate.JobId) is null && await jobs.ClaimAsync(candidate, owned, cancellationToken) is { } claimed)
            {
                await RunAsync(claimed);
            }
        }
    }

    private async Task RunAsync(RunningJob claimed)
    {
        running.Add(claimed);
        try
        {
            var scheduler = await schedulers.GetScheduler(CancellationToken.None);
            await scheduler.ScheduleJob(
                JobBuilder.Create<SyncQuartzJob>()
                    .WithIdentity($"{claimed.Job.Id}/{claimed.Job.Attempts}", "sync")
                    .UsingJobData(SyncQuartzJob.JobId, claimed.Job.Id.ToString())
                    .Build(),
                TriggerBuilder.Create().StartNow().Build());
        }
        catch (Exception exception)
        {
            // Claimed and not run would be a zombie for the length of the lease: give it back.
            logger.DispatchFailed(exception, exception.Message);
            await runner.GiveBackAsync(claimed);
        }
    }
}
