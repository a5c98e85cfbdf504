namespace SyncAdmin.Core.Queue;

/// <summary>How large the parts of a message may be.</summary>
internal static class QueueLimits
{
    /// <summary>Characters of a queue's name.</summary>
    internal const int Name = 100;

    /// <summary>Characters of a label, a group key, a dedupe key.</summary>
    internal const int Label = 255;

    /// <summary>Characters of an error that are kept.</summary>
    internal const int Error = 4_000;

    /// <summary>Attempts that are kept, the newest.</summary>
    internal const int Attempts = 50;

    /// <summary>Messages of one read or one send.</summary>
    internal const int Batch = 1_000;

    /// <summary>Priorities go from minus this to this.</summary>
    internal const int Priority = 100;

    /// <summary>The largest number of tries.</summary>
    internal const int Tries = 100;

    /// <summary>The unit of time here: a shorter lease would have ended with the read.</summary>
    internal static readonly TimeSpan ShortestLease = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest delay, lease and pause before a try.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>The shortest lease of a worker.</summary>
    internal static readonly TimeSpan ShortestVisibility = TimeSpan.FromSeconds(1);

    /// <summary>The longest lease of a worker; a handler may ask for so much again and again.</summary>
    internal static readonly TimeSpan LongestVisibility = TimeSpan.FromHours(12);
}
