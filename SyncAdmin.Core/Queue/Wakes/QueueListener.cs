using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Wakes;

/// <summary>
/// Hears from other processes on the same PostgreSQL that a queue has something to read, on a connection that it keeps, and wakes this process's readers. A connection that broke is
/// made anew; what was missed meanwhile nobody knows, so every reader is woken then.
/// </summary>
internal sealed class QueueListener(StateDatabase database, QueueSignal signal, QueueChannel channel, TimeProvider time, ILogger<QueueListener> logger) : BackgroundService
{
    /// <summary>After so much silence the connection is asked whether it lives: a network that swallows packets says nothing else.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), time, Backoff.RandomShare);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database is not PostgresStateDatabase postgres)
        {
            return; // On SQLite there is one process.
        }

        var failure = new LastingFailure(time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await postgres.OpenAsync(stoppingToken);
                connection.Notification += OnNotification;
                await RunAsync(connection, $"LISTEN {QueueChannel.Name}", stoppingToken);
                signal.WakeAll();
                if (failure.End() is > 0 and var failures)
                {
                    logger.ListensAgain(failures);
                }

                while (true)
                {
                    if (!await connection.WaitAsync(Silence, stoppingToken))
                    {
                        await RunAsync(connection, "SELECT 1", stoppingToken);
                    }
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The boundary of the loop: readers poll meanwhile.
                var wait = _backoff.Delay(Math.Min(failure.Count, 10), retryAfter: null);
                if (failure.Begin(exception) is var (cause, unforeseen))
                {
                    logger.ListenFailed(unforeseen, cause);
                }

                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs told)
    {
        if (channel.QueueOf(told.Payload) is { } queue)
        {
            signal.Wake(queue);
        }
    }
}
