using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>
/// Says why webhooks are refused, which their answer does not: one line every ten seconds, with the number of those that went before it unsaid.
/// Anybody may call; nobody shall fill the log.
/// </summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private DateTimeOffset _next;
    private int _unsaid;

    internal void Note(Guid? datasourceId, string cause)
    {
        int unsaid;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now < _next)
            {
                _unsaid++;
                return;
            }

            (_next, unsaid, _unsaid) = (now + Interval, _unsaid, 0);
        }

        LogRefused(logger, datasourceId?.ToString() ?? "an address without a datasource's id", cause, unsaid);
    }

    [LoggerMessage(5040, LogLevel.Warning, "A webhook for {Datasource} was refused: {Cause} ({Unsaid} others before it, not shown)")]
    private static partial void LogRefused(ILogger logger, string datasource, string cause, int unsaid);
}
