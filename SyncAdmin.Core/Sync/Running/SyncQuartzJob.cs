using Quartz;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>What Quartz runs: one claimed job. Quartz decides when, the lease decides whether.</summary>
internal sealed class SyncQuartzJob(RunningJobs running, SyncRunner runner) : IJob
{
    internal const string JobId = "jobId";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Guid.TryParse(context.MergedJobDataMap.GetString(JobId), out var id) && running.Find(id) is { } job)
        {
            await runner.RunAsync(job);
        }
    }
}
