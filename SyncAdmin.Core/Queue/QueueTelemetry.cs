using System.Diagnostics.Metrics;

namespace SyncAdmin.Core.Queue;

/// <summary>What this process does with queues, for OpenTelemetry and <c>dotnet-counters</c>: meter <c>SyncAdmin.Queue</c>, each figure with the tag <c>queue</c>.</summary>
internal static class QueueTelemetry
{
    /// <summary>The meter's name.</summary>
    internal const string Name = "SyncAdmin.Queue";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> SentMessages = Meter.CreateCounter<long>("syncadmin.queue.sent", "{message}", "Messages sent");
    private static readonly Counter<long> CompletedMessages = Meter.CreateCounter<long>("syncadmin.queue.completed", "{message}", "Messages that workers completed");
    private static readonly Counter<long> FailedTries = Meter.CreateCounter<long>("syncadmin.queue.failed", "{try}", "Tries that failed");
    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>("syncadmin.queue.dead_letters", "{message}", "Messages whose last try failed");
    private static readonly Histogram<double> HandlingTime = Meter.CreateHistogram<double>("syncadmin.queue.handling", "s", "Time in a handler");

    internal static void Sent(string queue) => SentMessages.Add(1, Of(queue));

    internal static void Completed(string queue) => CompletedMessages.Add(1, Of(queue));

    internal static void Failed(string queue, bool deadLetter)
    {
        FailedTries.Add(1, Of(queue));
        if (deadLetter)
        {
            DeadLetters.Add(1, Of(queue));
        }
    }

    internal static void Handled(string queue, TimeSpan took) => HandlingTime.Record(took.TotalSeconds, Of(queue));

    private static KeyValuePair<string, object?> Of(string queue) => new("queue", queue);
}
