using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Queue.Wakes;

/// <summary>What the wakes between processes say.</summary>
internal static partial class Log
{
    [LoggerMessage(8531, LogLevel.Warning, "Other processes could not be told of new messages; they find them by polling until they can: {Cause}")]
    internal static partial void NotifyFailed(this ILogger logger, Exception? exception, string cause);

    [LoggerMessage(8532, LogLevel.Warning, "The connection that hears of new messages broke; it is made anew, and messages are found by polling meanwhile: {Cause}")]
    internal static partial void ListenFailed(this ILogger logger, Exception? exception, string cause);

    [LoggerMessage(8533, LogLevel.Information, "New messages are heard of again, after {Failures} failures")]
    internal static partial void ListensAgain(this ILogger logger, int failures);
}
