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

    [LoggerMessage(8504, LogLevel.Warning, "{Queue}: message {MessageId} failed at try {Try}; tried again at {RetryAt:yyyy-MM-dd HH:mm:ss} UTC")]
    internal static partial void TryFailed(this ILogger logger, Exception exception, string queue, long messageId, int @try, DateTimeOffset? retryAt);

    [LoggerMessage(8505, LogLevel.Error, "{Queue}: message {MessageId} failed at try {Try}, its last: it is a dead letter")]
    internal static partial void DeadLetter(this ILogger logger, Exception exception, string queue, long messageId, int @try);

    [LoggerMessage(8506, LogLevel.Information, "{Queue}: message {MessageId} given back at try {Try}, because this process ends")]
    internal static partial void MessageGivenBack(this ILogger logger, string queue, long messageId, int @try);

    [LoggerMessage(8507, LogLevel.Warning, "{Queue}: the lease of message {MessageId} ended at try {Try} before its handler did; another may have the message now")]
    internal static partial void LeaseEnded(this ILogger logger, string queue, long messageId, int @try);

    [LoggerMessage(8508, LogLevel.Warning, "{Queue}: what try {Try} of message {MessageId} came to was refused, because its lease had ended: {Said}")]
    internal static partial void LateAnswerRefused(this ILogger logger, string queue, long messageId, int @try, string said);

    [LoggerMessage(8509, LogLevel.Warning, "{Queue}: what try {Try} of message {MessageId} came to could not be said yet; it is said again")]
    internal static partial void AnswerRepeated(this ILogger logger, Exception exception, string queue, long messageId, int @try);

    [LoggerMessage(8510, LogLevel.Error, "{Queue}: what try {Try} of message {MessageId} came to could not be said; the message comes back when its lease ends")]
    internal static partial void AnswerLost(this ILogger logger, Exception exception, string queue, long messageId, int @try);

    [LoggerMessage(8511, LogLevel.Error, "{Queue}: {Abandoned} handlers hang beyond their leases: no message is read until some have ended, or this process is started anew")]
    internal static partial void HandlersHang(this ILogger logger, string queue, int abandoned);

    [LoggerMessage(8512, LogLevel.Warning, "{Queue}: could not be read; it is tried again after {Wait}")]
    internal static partial void ReadFailed(this ILogger logger, Exception exception, string queue, TimeSpan wait);

    [LoggerMessage(8513, LogLevel.Information, "{Queue}: read again, after {Failures} failed reads")]
    internal static partial void ReadAgain(this ILogger logger, string queue, int failures);
}
