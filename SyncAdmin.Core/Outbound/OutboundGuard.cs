using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Outbound;

/// <summary>
/// Stands before every call to an address that a person typed in (API sources, webhooks), so that nobody makes this server call into its own
/// network: the name is resolved, every address of it is checked, and the connection goes to one of the checked addresses, not to the name
/// again, which might by then have another (DNS rebinding). No proxy, which would resolve by itself; no redirect. Calls of model providers, whose
/// addresses are configuration, do not pass here.
/// </summary>
public sealed class OutboundGuard
{
    private const int HeaderKilobytes = 32;
    private readonly IReadOnlyList<AllowedHost> _allowed;
    private readonly NameResolver _resolve;

    internal OutboundGuard(IOptions<OutboundOptions> options, NameResolver resolve)
    {
        _allowed = [.. options.Value.AllowedPrivateHosts.Select(AllowedHost.Parse).OfType<AllowedHost>()];
        _resolve = resolve;
    }

    /// <summary>Why this URL can never be called, found without asking anybody; null: whether it can, its addresses decide.</summary>
    /// <param name="url">Absolute.</param>
    internal Problem? Check(Uri url) =>
        IPAddress.TryParse(url.DnsSafeHost, out var address) ? Refuse(url.DnsSafeHost, url.Port, address) : null;

    /// <summary>A handler whose connections all pass here. Headers of an answer are limited to 32 KiB; time limits are the caller's, but for connecting.</summary>
    /// <param name="connectTimeout">For name, address and TLS together.</param>
    /// <param name="connections">At most so many to one host at a time.</param>
    internal SocketsHttpHandler Handler(TimeSpan connectTimeout, int connections) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null, // Our traces are nothing to them.
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = connectTimeout,
        MaxConnectionsPerServer = connections,
        MaxResponseHeadersLength = HeaderKilobytes,
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    /// <summary>A connection to one of the host's addresses, when all of them may be called.</summary>
    /// <exception cref="ProblemException">SYNC-1061: one of them may not.</exception>
    /// <exception cref="SocketException">The name has no address, or none of them answers.</exception>
    internal async Task<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await _resolve(target.Host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (addresses.Select(address => Refuse(target.Host, target.Port, address)).OfType<Problem>().FirstOrDefault() is { } refused)
        {
            throw new ProblemException(refused);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Problem? Refuse(string host, int port, IPAddress address)
    {
        var name = AllowedHost.Name(host);
        return PublicAddress.KindOf(address) is { } kind && !_allowed.Any(allowed => allowed.Allows(name, port))
            ? new Problem(ErrorCatalog.OutboundAddressForbidden, $"{name} is or leads to a {kind} address.")
            : null;
    }
}
