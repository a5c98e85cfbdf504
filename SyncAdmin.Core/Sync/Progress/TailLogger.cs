using System.Globalization;
using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Sync.Progress;

/// <summary>Passes a job's log lines on and keeps the last of them for the job's page.</summary>
internal sealed class TailLogger(ILogger inner, LogTail tail, TimeProvider time) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information || inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        inner.Log(logLevel, eventId, state, exception, formatter);
        if (logLevel >= LogLevel.Information)
        {
            tail.Add($"{time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {formatter(state, exception)}");
        }
    }
}
