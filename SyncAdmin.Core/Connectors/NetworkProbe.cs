using System.Net;
using System.Net.Sockets;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>Tells a name without address, a silent host and a closed port apart, which drivers put into one message.</summary>
internal static class NetworkProbe
{
    /// <summary>The first step that fails; null when a TCP connection can be opened, or for port 0 when the name has an address.</summary>
    internal static async Task<Problem?> CheckAsync(string host, int port, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, both.Token);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException || IsDeadline(exception, cancellationToken))
        {
            return new Problem(ErrorCatalog.SourceHostUnknown, $"'{host}' could not be resolved to an address.");
        }

        if (port == 0)
        {
            return null;
        }

        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(addresses, port, both.Token);
            return null;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return new Problem(ErrorCatalog.SourcePortClosed, $"{host} refused the connection to port {port}.");
        }
        catch (Exception exception) when (exception is SocketException || IsDeadline(exception, cancellationToken))
        {
            return new Problem(ErrorCatalog.SourceHostUnreachable, $"{host} did not answer on port {port}.");
        }
    }

    private static bool IsDeadline(Exception exception, CancellationToken callers) =>
        exception is OperationCanceledException && !callers.IsCancellationRequested;
}
