using System.Net;

namespace SyncAdmin.Core.Outbound;

/// <summary>The addresses of a host name; a SocketException where it has none.</summary>
internal delegate Task<IPAddress[]> NameResolver(string host, CancellationToken cancellationToken);
