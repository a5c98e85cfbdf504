using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Sync.Verifying;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Runs one claimed job from its claim to the end of its row: heartbeat, work, verdict, lease given back.</summary>
internal sealed class SyncRunner(
    FullSync fullSync,
    IncrementalSync incrementalSync,
    RecordsSync recordsSync,
    VerifySync verifySync,
    ReindexSync reindexSync,
    JobStore jobs,
    LeaseStore leases,
    RunningJobs running,
    SyncProgress progress,
    SyncSignal signal,
    WaitBackoff backoff,
    IOptions<SyncOptions> options,
    TimeProvider time,
    ILogger<SyncRunner> logger)
{
    private const int TriesToEnd = 5;

    /// <summary>Never throws: whatever happens ends in the job's row, or, when the lease is lost, in the hands of its new owner.</summary>
    internal async Task RunAsync(RunningJob job)
    {
        var log = new TailLogger(logger, job.Tail, time);
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["CorrelationId"] = job.Job.CorrelationId,
            ["JobId"] = job.Job.Id,
            ["Datasource"] = job.Datasource.Name,
        });
        try
        {
            job.Owned.Beat(() => new LeaseHeartbeat(leases, job.Owned, job.Datasource.Name, options.Value, time, logger));
            progress.Publish(job.View());
            await EndAsync(job, await WorkAsync(job, log), log);
        }
        catch (LeaseLostException lost)
        {
            log.LeaseLost(job.Datasource.Name, lost.Message);
        }
        catch (Exception exception)
        {
            // The state could not be written. The lease runs out and whoever can write takes the job up from its checkpoint.
            log.EndNotWritten(exception, job.Datasource.Name);
        }
        finally
        {
            await LeaveAsync(job);
        }
    }

    /// <summary>Puts a job back that was claimed and could not be run.</summary>
    internal async Task GiveBackAsync(RunningJob job)
    {
        try
        {
            await jobs.EndAsync(job, new JobEnd.GivenBack(), CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Its lease runs out by itself.
            logger.EndNotWritten(exception, job.Datasource.Name);
        }
        finally
        {
            await LeaveAsync(job);
        }
    }

    private async Task LeaveAsync(RunningJob job)
    {
        job.Owned.Leave(job);
        if (job.Owned.IsOver)
        {
            await job.Owned.DisposeAsync();
        }

        running.Remove(job);
        job.End();
        job.Dispose();
        signal.Set();
    }

    private async Task<JobEnd> WorkAsync(RunningJob job, ILogger log)
    {
        if (job.Job.CancelRequestedAt is not null)
        {
            return new JobEnd.Cancelled(); // Its former process died before it could stop.
        }

        try
        {
            await (job.Job.Type switch
            {
                SyncJobType.Full => fullSync.RunAsync(job, log, job.Stopping),
                SyncJobType.Incremental => incrementalSync.RunAsync(job, log, job.Stopping),
                SyncJobType.Verify => verifySync.RunAsync(job, log, job.Stopping),
                SyncJobType.Reindex => reindexSync.RunAsync(job, log, job.Stopping),
                _ => recordsSync.RunAsync(job, log, job.Stopping),
            });
            return new JobEnd.Completed();
        }
        catch (LeaseLostException)
        {
            throw;
        }
        catch (Exception exception)
        {
            // The boundary of a job: every failure becomes a verdict that people can read.
            return job.Reason switch
            {
                StopReason.Cancelled => new JobEnd.Cancelled(),
                StopReason.Shutdown => new JobEnd.GivenBack(),
                StopReason.LeaseLost => throw new LeaseLostException(job.Datasource.Id),
                StopReason.Timeout => new JobEnd.Failed(new Problem(
                    ErrorCatalog.SyncTimeout, $"No record was committed for {job.Datasource.TimeoutMinutes} minutes.")),
                _ => Judge(job, exception, log),
            };
        }
    }

    private JobEnd Judge(RunningJob job, Exception exception, ILogger log)
    {
        if (exception is ProblemException { Problem.Error: var error })
        {
            if (error == ErrorCatalog.CollectionMovedMeanwhile)
            {
                return new JobEnd.GivenBack(); // It is taken up at once, and opens what the collection stands for now.
            }

            if (error == ErrorCatalog.SyncReindexOver)
            {
                return new JobEnd.Cancelled(); // Somebody gave the re-index up, and has not come to this job yet.
            }
        }

        var verdict = FailureVerdict.Of(exception, time.GetUtcNow());
        if (verdict.WaitReason is not { } reason)
        {
            if (verdict.Problem.Error.Kind == ProblemKind.Unexpected)
            {
                log.Unexpected(exception, job.Job.Id);
            }

            return new JobEnd.Failed(verdict.Problem);
        }

        if (verdict.ForPerson)
        {
            return new JobEnd.Waits(reason, For: null, Times: 1, verdict.Problem);
        }

        var (wait, times) = backoff.Next(job.Job.Id, job.Job.ProcessedRecords);
        return new JobEnd.Waits(reason, Backoff.Heeded(verdict.RetryAfter) ?? wait, times, verdict.Problem);
    }

    private async Task EndAsync(RunningJob job, JobEnd end, ILogger log)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await jobs.EndAsync(job, end, CancellationToken.None);
                break;
            }
            catch (Exception exception) when (exception is not LeaseLostException && attempt < TriesToEnd && job.Reason != StopReason.LeaseLost)
            {
                log.EndNotWritten(exception, job.Datasource.Name);
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, CancellationToken.None);
            }
        }

        if (job.Job.Status != SyncJobStatus.Pending)
        {
            backoff.Forget(job.Job.Id);
        }

        Tell(job, log);
        progress.Publish(job.View());
    }

    private static void Tell(RunningJob running, ILogger log)
    {
        var (job, name) = (running.Job, running.Datasource.Name);
        switch (job.Status)
        {
            case SyncJobStatus.Completed:
                log.Completed(name, job.ProcessedRecords, job.SuccessfulRecords, job.SkippedRecords, job.FailedRecords, job.ActiveMilliseconds / 1000.0, job.EmbeddingTokens, job.EstimatedCost);
                break;
            case SyncJobStatus.Failed:
                log.Failed(name, job.ErrorCode, job.ErrorMessage);
                break;
            case SyncJobStatus.Cancelled:
                log.Cancelled(name, job.ProcessedRecords);
                break;
            case SyncJobStatus.Pending when job.WaitReason is FailureVerdict.DecisionReason:
                log.WaitsForDecision(name, job.ErrorMessage);
                break;
            case SyncJobStatus.Pending when job is { WaitReason: not null, ResumeAfter: null }:
                log.WaitsForPerson(name, job.WaitReason, job.ErrorMessage);
                break;
            case SyncJobStatus.Pending when job.WaitReason is not null:
                log.Waits(name, job.WaitReason, job.ResumeAfter, job.ErrorMessage);
                break;
            default:
                log.GivenBack(name, job.ProcessedRecords);
                break;
        }
    }
}
