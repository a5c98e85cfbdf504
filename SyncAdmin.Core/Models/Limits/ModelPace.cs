namespace SyncAdmin.Core.Models.Limits;

/// <summary>
/// How fast calls may follow one another: the configured limits, less after each 429 (halved), more again with every ten quiet seconds (6 %, so
/// the way back from one half takes two minutes). Where no limit is configured, the first 429 teaches one: a provider counts by the minute, so
/// what it served in the last one is about what it allows. Such a limit fades once it has grown far beyond what was learned.
/// </summary>
internal sealed class ModelPace(ModelLimits limits, TimeProvider time)
{
    private const double Slower = 0.5;
    private const double Faster = 1.06;
    private const double Slowest = 0.02;

    // A limit that was learned has proven wrong once the pace is this many times what it said.
    private const double Forgotten = 16;

    // Before so many calls were served there is nothing to learn from: the server's delay and the retry's own have to do.
    private const int LeastCalls = 10;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    // Calls that were on their way together are refused together: that is one refusal.
    private static readonly TimeSpan SameRefusal = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly ServedItems _served = new(time);
    private double _share = 1;
    private double? _learned;
    private long? _slowedAt;
    private long _changedAt = time.GetTimestamp();

    /// <summary>The share of the full pace that is in use now: 1 unless a 429 came lately.</summary>
    internal double Share
    {
        get
        {
            lock (_lock)
            {
                Recover();
                return Math.Min(1, _share);
            }
        }
    }

    /// <summary>How long this takes up of the limits.</summary>
    internal TimeSpan CostOf(int items, long tokens)
    {
        lock (_lock)
        {
            Recover();
            var byItems = (limits.ItemsPerMinute ?? _learned) is { } most ? items / most : 0;
            var byTokens = limits.TokensPerMinute is { } mostTokens ? (double)tokens / mostTokens : 0;
            return TimeSpan.FromMinutes(Math.Max(byItems, byTokens) / _share);
        }
    }

    /// <summary>So many items were answered.</summary>
    internal void Served(int items)
    {
        lock (_lock)
        {
            _served.Add(items);
        }
    }

    /// <summary>The provider answered 429 to a call of so many items.</summary>
    internal void SlowDown(int items)
    {
        lock (_lock)
        {
            Recover();
            if (_slowedAt is { } last && time.GetElapsedTime(last) < SameRefusal)
            {
                return;
            }

            if (limits.ItemsPerMinute is null && limits.TokensPerMinute is null)
            {
                var served = _served.LastMinute;
                if (_learned is null && served < items * LeastCalls)
                {
                    return;
                }

                _learned ??= served;
            }

            _share = Math.Max(Slowest, _share * Slower);
            _slowedAt = _changedAt = time.GetTimestamp();
        }
    }

    private void Recover()
    {
        var steps = Math.Floor(time.GetElapsedTime(_changedAt) / Quiet);
        if (steps < 1)
        {
            return;
        }

        _changedAt = time.GetTimestamp();
        _share *= Math.Pow(Faster, steps);
        if (_learned is null || _share >= Forgotten)
        {
            (_share, _learned) = (Math.Min(_share, 1), null);
        }
    }
}
