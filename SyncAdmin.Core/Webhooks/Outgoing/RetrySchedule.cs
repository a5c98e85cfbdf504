namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>
/// When a message is tried again: ten tries over three days, as Standard Webhooks recommends
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Deliverability and reliability").
/// </summary>
internal static class RetrySchedule
{
    /// <summary>What is added by chance at most, as a share, so that what failed together does not come back together.</summary>
    internal const double Jitter = 0.1;

    // A receiver that asks for longer would hold its messages for ever by a mistake of its own.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>Tries in all.</summary>
    internal static int Tries => Delays.Length + 1;

    /// <summary>How long to wait after a failed try; null: it was the last.</summary>
    /// <param name="tries">Tries so far, this one included.</param>
    /// <param name="asked">What the receiver asked for; null: nothing.</param>
    /// <param name="chance">From 0 up to 1.</param>
    internal static TimeSpan? After(int tries, TimeSpan? asked, double chance)
    {
        if (tries >= Tries)
        {
            return null;
        }

        var delay = Delays[tries - 1] * (1 + (Jitter * chance));
        return Heeded(asked) is { } wait && wait > delay ? wait : delay;
    }

    /// <summary>What a receiver asked for, as far as it is heeded: 24 hours at most.</summary>
    internal static TimeSpan? Heeded(TimeSpan? asked) => asked > LongestAsked ? LongestAsked : asked;
}
