namespace SyncAdmin.Core.Outbound;

/// <summary>Clients for servers whose addresses are configuration (model providers, Qdrant); those that a person typed in pass <see cref="OutboundGuard"/>.</summary>
internal static class ConfiguredHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>So that a changed DNS entry is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>For the life of the process. No redirect: it would carry records and the key to a server that nobody configured. Timeouts are per call.</summary>
    internal static HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectTimeout, PooledConnectionLifetime = ConnectionLifetime }) { Timeout = Timeout.InfiniteTimeSpan };
}
