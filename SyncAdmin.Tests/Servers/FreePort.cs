using System.Net;
using System.Net.Sockets;

namespace SyncAdmin.Tests.Servers;

internal static class FreePort
{
    // Below the ports that the system gives out by itself (from 32,768 on, for a port 0 and for connections): what is free here is not taken before the server has started that asked for it.
    private const int First = 20_000;
    private const int Count = 12_000;
    private static int _next = Environment.ProcessId * 97;

    /// <summary>A loopback port that nothing listens on, and that no other call of this process has been or will be given.</summary>
    internal static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next.
            }
        }
    }
}
