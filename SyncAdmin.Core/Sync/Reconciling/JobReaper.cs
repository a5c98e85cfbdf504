using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Reconciling;

/// <summary>Looks every two seconds for jobs that nobody runs: with a lease of 15 s none is shown running for longer than 17 s after its process died.</summary>
internal sealed class JobReaper(OrphanedJobs orphans, TimeProvider time, ILogger<JobReaper> logger) : PeriodicWork(TimeSpan.FromSeconds(2), time)
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => orphans.PutBackAsync(cancellationToken);

    protected override void TellFailure(string cause, Exception? exception) => logger.ReapFailed(exception, cause);

    protected override void TellSuccess(int failures) => logger.ReapsAgain(failures);
}
