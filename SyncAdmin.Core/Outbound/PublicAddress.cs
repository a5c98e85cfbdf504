using System.Net;
using System.Net.Sockets;

namespace SyncAdmin.Core.Outbound;

/// <summary>
/// Tells addresses of the internet from those that lead into somebody's own network, by the registries of special addresses
/// (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry). IPv6 that is not known to be public is not.
/// </summary>
internal static class PublicAddress
{
    private static readonly (IPNetwork Network, string Kind)[] Special =
    [
        Of("0.0.0.0/8", "unspecified"),
        Of("10.0.0.0/8", "private"),
        Of("100.64.0.0/10", "shared (carrier-grade NAT)"),
        Of("127.0.0.0/8", "loopback"),
        Of("169.254.0.0/16", "link-local"),
        Of("172.16.0.0/12", "private"),
        Of("192.0.0.0/24", "reserved"),
        Of("192.0.2.0/24", "documentation"),
        Of("192.88.99.0/24", "reserved"),
        Of("192.168.0.0/16", "private"),
        Of("198.18.0.0/15", "benchmarking"),
        Of("198.51.100.0/24", "documentation"),
        Of("203.0.113.0/24", "documentation"),
        Of("224.0.0.0/4", "multicast"),
        Of("240.0.0.0/4", "reserved"),
        Of("::/128", "unspecified"),
        Of("::1/128", "loopback"),
        Of("fc00::/7", "private"),
        Of("fe80::/10", "link-local"),
        Of("fec0::/10", "private"),
        Of("ff00::/8", "multicast"),
        Of("2001::/23", "reserved"),
        Of("2001:db8::/32", "documentation"),
        Of("3fff::/20", "documentation"),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>What sort of address it is when it is not a public one; null: it is.</summary>
    internal static string? KindOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return KindOf(address.MapToIPv4());
        }

        // A scope (fe80::1%eth0) is no part of the comparison.
        var plain = new IPAddress(address.GetAddressBytes());
        if (Array.Find(Special, special => special.Network.Contains(plain)) is { Kind: { } kind })
        {
            return kind;
        }

        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? KindOfVersion6(plain) : null;
    }

    private static string? KindOfVersion6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address))
        {
            return KindOf(new IPAddress(bytes.AsSpan(12)));
        }

        if (!Global.Contains(address))
        {
            return "reserved";
        }

        // ISATAP (RFC 5214) has its IPv4 address at the end, behind 00-00-5E-FE, the first bit but one free.
        var isatap = bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
        return SixToFour.Contains(address) ? KindOf(new IPAddress(bytes.AsSpan(2, 4)))
            : isatap ? KindOf(new IPAddress(bytes.AsSpan(12)))
            : null;
    }

    private static (IPNetwork Network, string Kind) Of(string network, string kind) => (IPNetwork.Parse(network), kind);
}
