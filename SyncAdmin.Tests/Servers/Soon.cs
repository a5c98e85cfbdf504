using System.Diagnostics;

namespace SyncAdmin.Tests.Servers;

/// <summary>
/// That something takes no longer than it should, on a machine that is busy with other tests as well: what can be that quick is so at one of a few attempts, what waits for a time-out never
/// is.
/// </summary>
internal static class Soon
{
    private const int Attempts = 5;

    /// <summary>Tries until an attempt was quick enough, at most five times; each measures itself.</summary>
    internal static async Task IsAsync(TimeSpan limit, Func<Task<TimeSpan>> attempt)
    {
        List<TimeSpan> took = [];
        while (took.Count == 0 || took[^1] >= limit)
        {
            if (took.Count == Attempts)
            {
                throw new TimeoutException($"Not once within {limit}: {string.Join(", ", took)}.");
            }

            took.Add(await attempt());
        }
    }

    /// <summary>The same of what needs no waiting.</summary>
    internal static void Is(TimeSpan limit, Action attempt)
    {
        List<TimeSpan> took = [];
        while (took.Count == 0 || took[^1] >= limit)
        {
            if (took.Count == Attempts)
            {
                throw new TimeoutException($"Not once within {limit}: {string.Join(", ", took)}.");
            }

            var clock = Stopwatch.StartNew();
            attempt();
            took.Add(clock.Elapsed);
        }
    }
}
