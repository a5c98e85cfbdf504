using System.Data.Common;
using SyncAdmin.Core.Queue.Sql;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>
/// Counts messages, by index alone (<c>ix_sync_queue_visible</c>, <c>ix_sync_queue_group_waiting</c>, <c>ix_sync_queue_finished</c>). A count over a million takes a
/// noticeable part of a second, so it is kept for ten times what it took, 5 s at most: whoever asks all the time costs a tenth of a processor.
/// </summary>
internal sealed class QueueFigures(StateDatabase database, TimeProvider time) : IDisposable
{
    private const int KeptTimes = 10;
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, Measured> _kept = new(StringComparer.Ordinal);

    public void Dispose() => _turn.Dispose();

    internal async Task<IReadOnlyDictionary<string, QueueMetrics>> OfAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var old = queues.Where(queue => !_kept.TryGetValue(queue, out var kept) || time.GetElapsedTime(kept.At) >= kept.For).ToArray();
            if (old.Length > 0)
            {
                await MeasureAsync(old, cancellationToken);
            }

            return queues.ToDictionary(static queue => queue, queue => _kept[queue].Metrics, StringComparer.Ordinal);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task MeasureAsync(string[] queues, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var measured = queues.ToDictionary(static queue => queue, static queue => new QueueMetrics { Name = queue }, StringComparer.Ordinal);
        var provider = database.Provider;
        var now = (await database.RowsAsync($"SELECT {database.Time.Now}", row => MessageReader.Time(row, 0, provider), cancellationToken))[0];

        async Task CountAsync(string columns, string condition, Func<QueueMetrics, DbDataReader, QueueMetrics> add, params (string Name, object? Value)[] parameters) =>
            await database.RowsAsync(
                $"SELECT queue, {columns} FROM sync_queue WHERE {provider.Among("queue", "@queues")} AND {condition} GROUP BY queue",
                row => measured[row.GetString(0)] = add(measured[row.GetString(0)], row),
                cancellationToken,
                [("queues", provider.ListOf(queues)), .. parameters]);

        await CountAsync(
            """
            count(*) FILTER (WHERE status = 'pending' AND visible_at <= @now),
            count(*) FILTER (WHERE status = 'pending' AND visible_at > @now),
            count(*) FILTER (WHERE status = 'processing' AND visible_at > @now),
            count(*) FILTER (WHERE status = 'processing' AND visible_at <= @now),
            min(visible_at)
            """,
            "visible_at IS NOT NULL",
            (metrics, row) => metrics with
            {
                Waiting = row.GetInt64(1),
                Delayed = row.GetInt64(2),
                Active = row.GetInt64(3),
                ExpiredLeases = row.GetInt64(4),
                OldestAgeSeconds = (now - MessageReader.Time(row, 5, provider)).TotalSeconds is >= 0 and var age ? Math.Round(age, 3) : null,
            },
            ("now", now));
        await CountAsync(
            "count(*)",
            "group_key IS NOT NULL AND visible_at IS NULL AND completed_at IS NULL",
            static (metrics, row) => metrics with { Blocked = row.GetInt64(1) });
        await CountAsync(
            """
            count(*) FILTER (WHERE status = 'completed'),
            count(*) FILTER (WHERE status = 'failed'),
            count(*) FILTER (WHERE status = 'completed' AND completed_at > @minute),
            count(*) FILTER (WHERE status = 'completed' AND completed_at > @hour)
            """,
            "completed_at IS NOT NULL",
            static (metrics, row) => metrics with { Completed = row.GetInt64(1), Failed = row.GetInt64(2), CompletedLastMinute = row.GetInt64(3), CompletedLastHour = row.GetInt64(4) },
            ("minute", now.AddMinutes(-1)),
            ("hour", now.AddHours(-1)));

        var kept = time.GetElapsedTime(started) * KeptTimes;
        foreach (var (queue, metrics) in measured)
        {
            _kept[queue] = new Measured(metrics, time.GetTimestamp(), kept < LongestKept ? kept : LongestKept);
        }
    }

    private sealed record Measured(QueueMetrics Metrics, long At, TimeSpan For);
}
