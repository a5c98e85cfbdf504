using System.Globalization;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Administration;
using SyncAdmin.Core.Queue.Workers;

namespace SyncAdmin.App.Health;

/// <summary>How the queues are: behind <c>GET /api/health/queue</c>.</summary>
internal sealed class QueueHealthCheck(QueueAdministration queues, QueueWorkers workers, IOptions<QueueOptions> options)
{
    private const int MostShown = 200;

    /// <summary>The first 200 queues by name, and what asks for attention among them.</summary>
    internal async Task<(string Description, Problem? Attention, IReadOnlyList<QueueDetails> Queues)> CheckAsync(CancellationToken cancellationToken)
    {
        var longWait = TimeSpan.FromMinutes(options.Value.LongWaitMinutes);
        var page = await queues.ListAsync(1, MostShown, cancellationToken);
        var sick = workers.States.Where(static worker => worker.Problem is not null).Select(static worker => worker.Queue).ToHashSet(StringComparer.Ordinal);
        var details = page.Items.Select(queue => QueueDetails.Of(queue.Metrics, longWait, sick.Contains(queue.Name))).ToArray();
        var description = string.Create(CultureInfo.InvariantCulture, $"{page.Total} queues, {details.Sum(queue => queue.Metrics.Waiting)} messages waiting, {details.Sum(queue => queue.Metrics.Failed)} dead letters");
        return (description, AttentionOf(details), details);
    }

    private static Problem? AttentionOf(IEnumerable<QueueDetails> queues)
    {
        var texts = queues.Where(queue => queue.Reasons.Count > 0).Select(queue => $"{queue.Metrics.Name}: {string.Join(", ", queue.Reasons.Select(reason => TextOf(reason, queue.Metrics)))}").ToArray();
        return texts.Length == 0 ? null : new Problem(ErrorCatalog.QueueNeedsAttention, string.Join("; ", texts) + ".");
    }

    private static string TextOf(QueueReason reason, QueueMetrics metrics) => reason switch
    {
        QueueReason.Paused => "paused",
        QueueReason.DeadLetters => string.Create(CultureInfo.InvariantCulture, $"{metrics.Failed} dead letters"),
        QueueReason.Worker => "this process's worker reads nothing, see the log",
        _ => string.Create(CultureInfo.InvariantCulture, $"the oldest message has waited for {metrics.OldestAgeSeconds / 60:F0} min"),
    };
}
