using System.Diagnostics;

namespace SyncAdmin.Tests.Servers;

/// <summary>Waits for what another process will do; never a fixed sleep.</summary>
internal static class Eventually
{
    /// <summary>Tries until it does not throw; after 60 s fails with the last exception and <paramref name="explain"/>.</summary>
    internal static void Succeeds(Action attempt, Func<string>? explain = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                attempt();
                return;
            }
            catch (Exception exception) when (clock.Elapsed < TimeSpan.FromSeconds(60))
            {
                _ = exception;
                Thread.Sleep(100);
            }
            catch (Exception exception)
            {
                throw new TimeoutException($"Still failing after {clock.Elapsed}: {exception.Message}\n{explain?.Invoke()}", exception);
            }
        }
    }

    /// <summary>
    /// A build server may stand still for seconds: three times what a test asks for, but less than the minute after which the poll that some tests rule out comes anyway.
    /// </summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(45);

    /// <summary>Asks until the answer is true.</summary>
    /// <param name="condition">The question.</param>
    /// <param name="timeout">What it takes at most on a machine that is not busy; elsewhere it is given more.</param>
    /// <param name="explain">Said when it has not come true.</param>
    internal static async Task IsTrueAsync(Func<Task<bool>> condition, TimeSpan timeout, Func<string> explain)
    {
        var patience = timeout > MostPatience ? timeout : timeout * 3 < MostPatience ? timeout * 3 : MostPatience;
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > patience)
            {
                throw new TimeoutException($"Not true after {clock.Elapsed}: {explain()}");
            }

            await Task.Delay(50);
        }
    }
}
