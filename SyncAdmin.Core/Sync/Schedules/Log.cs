using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>What the schedules say.</summary>
internal static partial class Log
{
    [LoggerMessage(5041, LogLevel.Information, "{Datasource}: {Schedule} for {FireTime:yyyy-MM-dd HH:mm:ss} UTC started job {JobId} at {DecidedAt:yyyy-MM-dd HH:mm:ss} UTC")]
    internal static partial void Fired(this ILogger logger, string datasource, ScheduleKind schedule, DateTimeOffset fireTime, DateTimeOffset decidedAt, Guid jobId);

    [LoggerMessage(5042, LogLevel.Warning, "{Datasource}: {Schedule} for {FireTime:yyyy-MM-dd HH:mm:ss} UTC was skipped: {Reason}")]
    internal static partial void Skipped(this ILogger logger, string datasource, ScheduleKind schedule, DateTimeOffset fireTime, string? reason);

    [LoggerMessage(5043, LogLevel.Error, "Schedules can't be looked at, it is tried each second: {Cause}")]
    internal static partial void LookFailed(this ILogger logger, Exception? exception, string cause);

    [LoggerMessage(5044, LogLevel.Information, "Schedules are looked at again, after {Failures} failures")]
    internal static partial void LooksAgain(this ILogger logger, int failures);
}
