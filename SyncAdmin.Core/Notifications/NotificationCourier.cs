using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Notifications;

/// <summary>
/// The one loop behind notifications: hands on what was raised (at once what this process raised, within seconds what another left behind), looks at the conditions that last every
/// <see cref="NotificationOptions.CheckSeconds"/>, and once an hour removes what is old.
/// </summary>
internal sealed class NotificationCourier(
    StateDatabase database,
    NotificationSignal signal,
    NotificationFanOut fanOut,
    ConditionWatch conditions,
    NotificationRetention retention,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<NotificationCourier> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenRemovals = TimeSpan.FromHours(1);
    private readonly LastingFailure _failure = new(time);
    private readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(options.Value.CheckSeconds);
    private long? _lookedAt;
    private long? _removedAt;
    private (DateTimeOffset? Newest, int Reads) _heard;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await RunAsync(stoppingToken);
                await signal.WaitAsync(_betweenLooks < Poll ? _betweenLooks : Poll, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is done after the next start.
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await fanOut.RunAsync(stoppingToken);
            if (IsTime(ref _lookedAt, _betweenLooks))
            {
                await conditions.LookAsync(stoppingToken);
            }

            if (IsTime(ref _removedAt, BetweenRemovals))
            {
                await retention.RunAsync(stoppingToken);
            }

            await HearOthersAsync(stoppingToken);

            if (_failure.End() is > 0 and var failures)
            {
                logger.NotificationsAgain(failures);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The boundary of the loop: a database that is away for a minute must not silence it for ever.
            if (_failure.Begin(exception) is var (cause, unforeseen))
            {
                logger.NotificationsFailed(unforeseen, cause);
            }
        }
    }

    /// <summary>Tells this process's bells what another replica raised, and what somebody read there.</summary>
    private async Task HearOthersAsync(CancellationToken cancellationToken)
    {
        if (database.Provider == StorageProvider.Sqlite)
        {
            return; // One process: everything that happens is told where it happens.
        }

        await using var context = database.Read();
        var now = (await context.Set<Notification>().MaxAsync(row => (DateTimeOffset?)row.CreatedAt, cancellationToken), await context.Set<NotificationRead>().CountAsync(cancellationToken));
        if (now != _heard)
        {
            _heard = now;
            signal.Changed();
        }
    }

    private bool IsTime(ref long? last, TimeSpan between)
    {
        if (last is { } at && time.GetElapsedTime(at) < between)
        {
            return false;
        }

        last = time.GetTimestamp();
        return true;
    }
}
