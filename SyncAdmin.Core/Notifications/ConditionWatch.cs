using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Notifications;

/// <summary>
/// Says of conditions that last when they begin, and when they have become ten times worse; not again before they have ended, which they have below half of the threshold: a queue that swings
/// about its threshold is one episode. Each audience has its threshold, and so its episodes.
/// </summary>
internal sealed class ConditionWatch(StateDatabase database, ConditionReader conditions, NotificationOutbox outbox, NotificationThresholds thresholds)
{
    private const int Worse = 10;

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = await conditions.ReadAsync(cancellationToken);
        await using var context = database.Read();
        var endpoints = await context.Set<WebhookEndpoint>().Where(endpoint => endpoint.Enabled).ToListAsync(cancellationToken);
        var listeners = endpoints.ConvertAll(NotificationListener.Of);
        var episodes = await context.Set<NotificationEpisode>().ToListAsync(cancellationToken);

        foreach (var condition in found)
        {
            var begun = Audiences(condition, listeners)
                .Select(audience => (audience.Name, audience.Threshold, Episode: episodes.Find(episode => Is(episode, condition) && episode.Audience == audience.Name)))
                .Where(audience => IsNews(condition.Count, audience.Threshold, audience.Episode))
                .Select(audience => (audience.Name, audience.Episode))
                .ToList();
            if (begun.Count > 0)
            {
                await database.WriteAsync((transaction, token) => TellAsync(transaction, condition, begun, token), cancellationToken);
            }
        }

        await EndAsync(episodes.FindAll(episode => HasEnded(episode, found.FirstOrDefault(condition => Is(episode, condition)), listeners)), cancellationToken);
    }

    private static bool Is(NotificationEpisode episode, NotificationCondition condition) =>
        episode.Kind == condition.Kind && string.Equals(episode.SubjectId, condition.SubjectId, StringComparison.Ordinal);

    private static bool IsNews(long count, long threshold, NotificationEpisode? episode) =>
        count >= threshold && (episode is null || count / Worse >= episode.Told);

    private static string NameOf(Guid endpoint) => endpoint.ToString("D", CultureInfo.InvariantCulture);

    private IEnumerable<(string Name, long Threshold)> Audiences(NotificationCondition condition, IEnumerable<NotificationListener> listeners) =>
        listeners.Where(listener => listener.Wants(condition.Kind))
            .Select(listener => (NameOf(listener.Id), listener.Threshold(condition.Kind, thresholds)))
            .Prepend((NotificationEpisode.Bell, thresholds.Default(condition.Kind)));

    /// <summary>Also when its audience is gone, or no longer asks.</summary>
    private bool HasEnded(NotificationEpisode episode, NotificationCondition? condition, List<NotificationListener> listeners)
    {
        if (condition is null)
        {
            return true;
        }

        var audience = Audiences(condition, listeners).Where(audience => audience.Name == episode.Audience).Select(audience => (long?)audience.Threshold).FirstOrDefault();
        return audience is not { } threshold || condition.Count < Math.Max(1, threshold / 2);
    }

    private async Task TellAsync(StateTransaction transaction, NotificationCondition condition, List<(string Name, NotificationEpisode? Episode)> begun, CancellationToken cancellationToken)
    {
        var now = await transaction.NowAsync(cancellationToken);
        var told = new List<string>();
        foreach (var (audience, episode) in begun)
        {
            if (await NoteAsync(transaction, condition, audience, episode, now, cancellationToken))
            {
                told.Add(audience);
            }
        }

        if (told.Count > 0)
        {
            var ids = told.Where(audience => audience != NotificationEpisode.Bell).Select(audience => Guid.Parse(audience, CultureInfo.InvariantCulture)).ToArray();
            var notification = new NotificationEvent(condition.Kind, condition.SubjectType, condition.SubjectId, condition.SubjectName) { Count = condition.Count };
            outbox.Add(transaction, notification, now, inBell: told.Contains(NotificationEpisode.Bell), JsonSerializer.Serialize(ids));
        }
    }

    /// <summary>Of several processes that see the same at once, one notes it: its insert wins, or its update finds what it has read.</summary>
    private static async Task<bool> NoteAsync(
        StateTransaction transaction, NotificationCondition condition, string audience, NotificationEpisode? episode, DateTimeOffset now, CancellationToken cancellationToken) =>
        episode is null
            ? await transaction.ExecuteAsync(
                """
                INSERT INTO notification_episodes (kind, subject_id, audience, told, since)
                VALUES (@kind, @subject, @audience, @told, @since)
                ON CONFLICT DO NOTHING
                """,
                cancellationToken,
                ("kind", condition.Kind.Word()),
                ("subject", condition.SubjectId),
                ("audience", audience),
                ("told", condition.Count),
                ("since", now)) == 1
            : await Row(transaction, episode).ExecuteUpdateAsync(set => set.SetProperty(row => row.Told, condition.Count), cancellationToken) == 1;

    private static IQueryable<NotificationEpisode> Row(StateTransaction transaction, NotificationEpisode episode) => transaction.Db.Set<NotificationEpisode>()
        .Where(row => row.Kind == episode.Kind && row.SubjectId == episode.SubjectId && row.Audience == episode.Audience && row.Told == episode.Told);

    private async Task EndAsync(List<NotificationEpisode> ended, CancellationToken cancellationToken)
    {
        if (ended.Count > 0)
        {
            await database.WriteAsync(
                async (transaction, token) =>
                {
                    foreach (var episode in ended)
                    {
                        await Row(transaction, episode).ExecuteDeleteAsync(token);
                    }
                },
                cancellationToken);
        }
    }
}
