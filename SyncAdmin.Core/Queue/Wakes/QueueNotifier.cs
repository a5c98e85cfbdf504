using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Wakes;

/// <summary>
/// Tells other processes on the same PostgreSQL that a queue has something to read. NOTIFY makes its transaction wait for all others that notify, so it never is in the sender's: one
/// statement of its own tells all queues that were announced, the first at once, and those of the next <see cref="QueueOptions.NotifyIntervalMs"/> together at its end.
/// </summary>
internal sealed class QueueNotifier(
    StateDatabase database,
    QueueSignal signal,
    QueueChannel channel,
    IOptions<QueueOptions> options,
    TimeProvider time,
    ILogger<QueueNotifier> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = TimeSpan.FromMilliseconds(options.Value.NotifyIntervalMs);
        var failure = new LastingFailure(time);
        while (database.Provider == StorageProvider.Postgres && !stoppingToken.IsCancellationRequested)
        {
            IReadOnlyList<string> queues = [];
            try
            {
                queues = await signal.TakeUntoldAsync(stoppingToken);
                await NotifyAsync(queues, stoppingToken);
                failure.End();
                await Task.Delay(interval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The boundary of the loop: others poll meanwhile, and hear of it once the database is back.
                if (failure.Begin(exception) is var (cause, unforeseen))
                {
                    logger.NotifyFailed(unforeseen, cause);
                }

                signal.AnnounceToOthers(queues);
                await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task<bool> NotifyAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) => database.StatementAsync(
        $"SELECT pg_notify('{QueueChannel.Name}', payload) FROM unnest(@payloads) AS told (payload)",
        static (reader, token) => reader.ReadAsync(token),
        cancellationToken,
        ("payloads", queues.Select(channel.Payload).ToArray()));
}
