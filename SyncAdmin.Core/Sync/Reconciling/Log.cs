using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Sync.Reconciling;

/// <summary>What reconciling says.</summary>
internal static partial class Log
{
    [LoggerMessage(5045, LogLevel.Warning, "{Datasource}: job {JobId} was left running by a process that went silent; put back after {Processed} records, it goes on from there")]
    internal static partial void PutBack(this ILogger logger, string datasource, Guid jobId, long processed);

    [LoggerMessage(5046, LogLevel.Error, "Jobs that nobody runs can't be looked for, it is tried every two seconds: {Cause}")]
    internal static partial void ReapFailed(this ILogger logger, Exception? exception, string cause);

    [LoggerMessage(5047, LogLevel.Information, "Jobs that nobody runs are looked for again, after {Failures} failures")]
    internal static partial void ReapsAgain(this ILogger logger, int failures);
}
