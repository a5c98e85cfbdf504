using System.Diagnostics;

namespace SyncAdmin.Core.Sync;

/// <summary>
/// Kills this process, as kill -9 does, when a named point has been passed so many times: <c>SYNCADMIN_FAULT=after-write:3</c>. For crash
/// tests; without the variable every call is one comparison.
/// </summary>
internal static class SyncFaults
{
    private static readonly string? Point = Environment.GetEnvironmentVariable("SYNCADMIN_FAULT")?.Split(':')[0];
    private static int _left = int.TryParse(Environment.GetEnvironmentVariable("SYNCADMIN_FAULT")?.Split(':').ElementAtOrDefault(1), out var count) ? count : 1;

    internal static void Hit(string point)
    {
        if (Point is not null && string.Equals(Point, point, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == 0)
        {
            // SIGKILL on Unix: nothing is flushed, no finally runs.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
