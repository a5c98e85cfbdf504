using System.Net;
using System.Net.Sockets;

namespace SyncAdmin.Tests.Servers;

internal static class FreePort
{
    /// <summary>A loopback port that nothing listened on a moment ago.</summary>
    internal static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
