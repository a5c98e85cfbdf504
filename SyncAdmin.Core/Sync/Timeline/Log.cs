using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Sync.Timeline;

/// <summary>What the timeline says.</summary>
internal static partial class Log
{
    [LoggerMessage(5040, LogLevel.Warning, "{Datasource}: that the provider's quota holds the job up could not be written to its timeline")]
    internal static partial void QuotaWaitNotWritten(this ILogger logger, Exception exception, string datasource);
}
