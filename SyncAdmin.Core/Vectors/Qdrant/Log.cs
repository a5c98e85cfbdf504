using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>What the Qdrant client says.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "Qdrant call failed, retry {Attempt} of {Attempts} in {DelayMilliseconds:F0} ms: {Reason}")]
    internal static partial void Retries(this ILogger logger, int attempt, int attempts, double delayMilliseconds, string? reason);

    [LoggerMessage(2002, LogLevel.Warning, "THE API KEY OF QDRANT TRAVELS UNENCRYPTED: Vectors:Qdrant:Url is {Url}, plain http to another machine. Whoever listens on the way can read the key and every record. Use https, or keep that network private.")]
    internal static partial void KeyInTheClear(this ILogger logger, Uri url);

    [LoggerMessage(2003, LogLevel.Warning, "Qdrant {Version} has no conditional updates (they came with 1.16): points are read before each write, so a process that lost its lease may still replace a newer point in the moment between. Upgrade Qdrant.")]
    internal static partial void NoUpdateFilter(this ILogger logger, string version);

    [LoggerMessage(2004, LogLevel.Warning, "Qdrant has not confirmed a write to {Collection} ({Status}): {Missing} of {Written} points are not there, they are written again")]
    internal static partial void WritesAgain(this ILogger logger, string collection, string status, int missing, int written);
}
