using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>
/// Looks once a second whether a schedule's time has come. It asks the database each time, so that a change made anywhere holds everywhere
/// within that second, and nothing has to be told or rebuilt. What is missed while the database is away is made up for when it is back.
/// </summary>
internal sealed class ScheduleClock(ScheduleFirings firings, TimeProvider time, ILogger<ScheduleClock> logger) : PeriodicWork(TimeSpan.FromSeconds(1), time)
{
    protected override bool BeginsAtOnce => true;

    protected override Task WorkAsync(CancellationToken cancellationToken) => firings.FireDueAsync(cancellationToken);

    protected override void TellFailure(string cause, Exception? exception) => logger.LookFailed(exception, cause);

    protected override void TellSuccess(int failures) => logger.LooksAgain(failures);
}
