using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Queue.Workers;

/// <summary>What the workers say.</summary>
internal static partial class Log
{
    [LoggerMessage(8501, LogLevel.Information, "{Queue}: worker started, {Concurrency} at once, leases of {Visibility}")]
    internal static partial void WorkerStarted(this ILogger logger, string queue, int concurrency, TimeSpan visibility);

    [LoggerMessage(8502, LogLevel.Information, "{Queue}: worker stopped; {Left} of its messages come back when their leases end")]
    internal static partial void WorkerStopped(this ILogger logger, string queue, int left);

    [LoggerMessage(8503, LogLevel.Debug, "{Queue}: message {MessageId} completed at try {Try}")]
    internal static partial void MessageCompleted(this ILogger logger, string queue, long messageId, int @try);

    [LoggerMessage(8504, LogLevel.Warning, "{Queue}: message {MessageId} failed at try {Try}, it is tried again at {RetryAt:yyyy-MM-dd HH:mm:ss} UTC: {Error}")]
    internal static partial void TryFailed(this ILogger logger, Exception? exception, string queue, long messageId, int @try, DateTimeOffset? retryAt, string error);

    [LoggerMessage(8505, LogLevel.Error, "{Queue}: message {MessageId} failed at try {Try}, its last, and is a dead letter: {Error}")]
    internal static partial void DeadLetter(this ILogger logger, Exception? exception, string queue, long messageId, int @try, string error);

    [LoggerMessage(8506, LogLevel.Information, "{Queue}: message {MessageId} given back at try {Try}, because this process ends")]
    internal static partial void MessageGivenBack(this ILogger logger, string queue, long messageId, int @try);

    [LoggerMessage(8507, LogLevel.Warning, "{Queue}: the lease of message {MessageId} ended at try {Try} before its handler did; another may have the message now")]
    internal static partial void LeaseEnded(this ILogger logger, string queue, long messageId, int @try);

    [LoggerMessage(8508, LogLevel.Warning, "{Queue}: what try {Try} of message {MessageId} came to was refused, because its lease had ended: {Said}")]
    internal static partial void LateAnswerRefused(this ILogger logger, string queue, long messageId, int @try, string said);

    [LoggerMessage(8509, LogLevel.Warning, "{Queue}: what try {Try} of message {MessageId} came to could not be said yet, it is said again until its lease ends: {Cause}")]
    internal static partial void AnswerRepeated(this ILogger logger, Exception? exception, string queue, long messageId, int @try, string cause);

    [LoggerMessage(8510, LogLevel.Error, "{Queue}: what try {Try} of message {MessageId} came to could not be said, the message comes back when its lease ends: {Cause}")]
    internal static partial void AnswerLost(this ILogger logger, Exception? exception, string queue, long messageId, int @try, string cause);

    [LoggerMessage(8511, LogLevel.Error, "{Queue}: {Abandoned} handlers hang beyond their leases: no message is read until some have ended, or this process is started anew")]
    internal static partial void HandlersHang(this ILogger logger, string queue, int abandoned);

    [LoggerMessage(8512, LogLevel.Warning, "{Queue}: can't be read, it is tried every few seconds: {Cause}")]
    internal static partial void ReadFailed(this ILogger logger, Exception? exception, string queue, string cause);

    [LoggerMessage(8513, LogLevel.Information, "{Queue}: read again, after {Failures} failed reads")]
    internal static partial void ReadAgain(this ILogger logger, string queue, int failures);

    [LoggerMessage(8514, LogLevel.Information, "{Queue}: worker stops; {Active} handlers have {Patience} to finish")]
    internal static partial void WorkerStops(this ILogger logger, string queue, int active, TimeSpan patience);
}
