using SyncAdmin.Core.Queue.Administration;

namespace SyncAdmin.App.Health;

/// <summary>One queue in the health.</summary>
/// <param name="Metrics">Its figures.</param>
/// <param name="Reasons">What asks for attention: <c>paused</c>, <c>deadLetters</c>, <c>longWait</c>, <c>worker</c>; empty when nothing does.</param>
internal sealed record QueueDetails(QueueMetrics Metrics, IReadOnlyList<QueueReason> Reasons)
{
    internal static QueueDetails Of(QueueMetrics metrics, TimeSpan longWait, bool workerSick)
    {
        var reasons = new List<QueueReason>();
        if (metrics.Paused)
        {
            reasons.Add(QueueReason.Paused);
        }

        if (metrics.Failed > 0)
        {
            reasons.Add(QueueReason.DeadLetters);
        }

        if (metrics.OldestAgeSeconds > longWait.TotalSeconds)
        {
            reasons.Add(QueueReason.LongWait);
        }

        if (workerSick)
        {
            reasons.Add(QueueReason.Worker);
        }

        return new QueueDetails(metrics, reasons);
    }
}
