using System.Diagnostics;
using System.Globalization;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// Kills this process, as kill -9 does, when a named point has been passed so many times: <c>SYNCADMIN_FAULT=after-write:3</c>. For crash
/// tests; without the variable every call is one comparison.
/// </summary>
internal static class SyncFaults
{
    private static readonly string[]? Fault = Environment.GetEnvironmentVariable("SYNCADMIN_FAULT")?.Split(':');
    private static int _left = int.TryParse(Fault?.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;

    internal static void Hit(string point)
    {
        if (Fault is not null && string.Equals(Fault[0], point, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == 0)
        {
            // SIGKILL on Unix: nothing is flushed, no finally runs.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
