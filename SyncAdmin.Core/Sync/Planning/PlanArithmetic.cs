using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>From counted rows and letters to tokens, money and minutes, each with its error.</summary>
internal static class PlanArithmetic
{
    // What sub-word vocabularies charge for the letters that TokenEstimate counts on the high side: prose near the low end, codes and numbers near the high one.
    private const double LettersLow = 0.5;
    private const double LettersLikely = 0.75;
    private const double LettersHigh = 1.1;

    // Five texts say little of the longest and shortest ones, however alike they are.
    private const double LeastTokenError = 0.1;

    // A batch that is under way when the clock is looked at, and calls that are repeated.
    private const double LimitsError = 0.15;
    private const double HistoryError = 0.35;
    private const double LatencyError = 0.5;

    // Rows that the engine writes in a second when nobody holds it up, on two cores, and how far off that may be elsewhere.
    private const double AssumedRowsPerSecond = 10_000;
    private const double AssumedError = 4;

    /// <summary>Charged tokens to counted ones: likely, at least, at most.</summary>
    internal static (double Likely, double Low, double High, string From) TokenShare(IReadOnlyList<double> charged)
    {
        if (charged.Count == 0)
        {
            return (LettersLikely, LettersLow, LettersHigh, "letters");
        }

        var mean = charged.Average();
        var deviation = charged.Count == 1 ? mean : Math.Sqrt(charged.Sum(share => (share - mean) * (share - mean)) / (charged.Count - 1));
        var error = Math.Clamp(2 * deviation / Math.Sqrt(charged.Count) / mean, LeastTokenError, 0.5);
        return (mean, mean * (1 - error), mean * (1 + error), "samples");
    }

    /// <summary>Seconds of a sync: likely, at least, at most.</summary>
    /// <param name="reading">Seconds that reading and comparing the whole source took.</param>
    /// <param name="writes">Points to write.</param>
    /// <param name="texts">Texts to pay for.</param>
    /// <param name="tokens">Tokens of them.</param>
    /// <param name="calls">Calls that they take.</param>
    /// <param name="speed">Of the provider; null: it is not limited.</param>
    /// <param name="secondsPerWrite">What a write took in an earlier job of this datasource; null: none was measured.</param>
    internal static (double Likely, double Low, double High, string From) Seconds(
        double reading, long writes, long texts, long tokens, long calls, ModelSpeed? speed, double? secondsPerWrite)
    {
        var limits = 60 * Math.Max(
            speed?.Limits.ItemsPerMinute is { } items ? (double)texts / items : 0,
            speed?.Limits.TokensPerMinute is { } most ? (double)tokens / most : 0);
        var latency = speed?.BatchLatency is { } answer ? calls * answer.TotalSeconds / speed.Limits.Concurrency : 0;
        var (work, error, from) = secondsPerWrite is { } measured ? (writes * measured, HistoryError, "history")
            : latency > 0 ? (latency, LatencyError, "latency")
            : (writes / AssumedRowsPerSecond, AssumedError, "assumed");
        if (limits >= work && limits > 0)
        {
            (work, error, from) = (limits, LimitsError, "limits");
        }

        // Reading goes on beside the work. Where the work is the lesser part, the reading's own measure is what counts.
        var likely = Math.Max(reading, work) + (0.1 * Math.Min(reading, work));
        from = work > reading / 2 ? from : "reading";
        error = from == "reading" ? HistoryError : error;
        // After refusals the provider is asked more slowly than it allows.
        return (likely, Math.Max(limits, likely / (1 + error)), likely * (1 + error) / Math.Max(0.1, speed?.Pace ?? 1), from);
    }
}
