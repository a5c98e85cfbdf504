using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Tests.Architecture;
using Xunit;

namespace SyncAdmin.Tests.Outbound;

public sealed class OutboundGuardTests
{
    public static TheoryData<string> Refused => [.. Lines("refused.txt")];

    public static TheoryData<string> Public => [.. Lines("public.txt")];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_url_that_leads_inside_is_never_called(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed))
        {
            return; // Never gets so far.
        }

        using var http = new HttpClient(Guard().Handler(TimeSpan.FromSeconds(5), 1));
        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(parsed));
        Assert.Equal(ErrorCatalog.OutboundAddressForbidden, Assert.IsType<ProblemException>(failed.InnerException).Problem.Error);
    }

    [Theory]
    [MemberData(nameof(Public))]
    public void An_address_of_the_internet_is_public(string address) => Assert.Null(PublicAddress.KindOf(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:{port}")]
    [InlineData("2130706433")]
    public async Task An_allowed_host_is_called(string allowed)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var guard = Guard(allowed.Replace("{port}", $"{port}", StringComparison.Ordinal));
        await using var stream = await guard.ConnectAsync(new DnsEndPoint("127.0.0.1", port), CancellationToken.None);
        Assert.True(stream.CanWrite);
    }

    [Theory]
    [InlineData("127.0.0.1:81")]
    [InlineData("127.0.0.2")]
    [InlineData("localhost")]
    [InlineData("1")]
    public async Task Another_host_or_port_than_the_allowed_one_is_refused(string allowed)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => Guard(allowed).ConnectAsync(new DnsEndPoint("127.0.0.1", 80), CancellationToken.None));
        Assert.Contains("loopback", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_goes_to_the_address_that_was_checked_and_the_name_is_asked_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = 0;
        // A name server of an attacker: a harmless address to whoever checks, another one to whoever connects.
        Task<IPAddress[]> Rebinding(string host, CancellationToken token) => Task.FromResult(new[] { ++asked == 1 ? IPAddress.Loopback : IPAddress.Parse("192.0.2.1") });
        var guard = new OutboundGuard(Options.Create(new OutboundOptions { AllowedPrivateHosts = { "rebinding.test" } }), Rebinding);
        await using var stream = await guard.ConnectAsync(new DnsEndPoint("rebinding.test", ((IPEndPoint)listener.LocalEndpoint).Port), CancellationToken.None);
        Assert.Equal(1, asked);
        var remote = (IPEndPoint)((NetworkStream)stream).Socket.RemoteEndPoint!;
        Assert.Equal(listener.LocalEndpoint, new IPEndPoint(remote.Address.MapToIPv4(), remote.Port));
    }

    [Theory]
    [InlineData("erp.local", "erp.local", null)]
    [InlineData("ERP.local.", "erp.local", null)]
    [InlineData("erp.local:8443", "erp.local", 8443)]
    [InlineData("10.0.0.5:80", "10.0.0.5", 80)]
    [InlineData("[fd00::5]", "fd00::5", null)]
    [InlineData("[fd00:0::5]:8443", "fd00::5", 8443)]
    [InlineData("niño.local", "xn--nio-8ma.local", null)]
    public void An_entry_is_a_host_with_or_without_a_port(string text, string host, int? port) => Assert.Equal(new AllowedHost(host, port), AllowedHost.Parse(text));

    [Theory]
    [InlineData("http://erp.local")]
    [InlineData("*.local")]
    [InlineData("erp.local/api")]
    [InlineData("user@erp.local")]
    [InlineData("erp.local:99999")]
    [InlineData("erp.local:0")]
    [InlineData("10.0.0.0/8")]
    [InlineData("fd00::5")]
    public void A_wrong_entry_stops_the_start_with_its_key_and_value(string entry)
    {
        var stopped = Assert.Throws<OptionsValidationException>(() => Configured(("Outbound:AllowedPrivateHosts:0", "erp.local"), ("Outbound:AllowedPrivateHosts:1", entry)));
        Assert.Contains($"Outbound:AllowedPrivateHosts holds '{entry}'", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_come_as_a_list_or_as_one_text_with_commas()
    {
        Assert.Equal(["a.local", "b.local:81"], Configured(("Outbound:AllowedPrivateHosts", "a.local, b.local:81")).AllowedPrivateHosts);
        Assert.Equal(["a.local", "b.local:81"], Configured(("Outbound:AllowedPrivateHosts:0", "a.local"), ("Outbound:AllowedPrivateHosts:1", "b.local:81")).AllowedPrivateHosts);
        Assert.Empty(Configured().AllowedPrivateHosts);
    }

    private static OutboundOptions Configured(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value)).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddOutbound().AddOutbound().BuildServiceProvider();
        return services.GetRequiredService<IOptions<OutboundOptions>>().Value;
    }

    private static OutboundGuard Guard(params string[] allowed)
    {
        var options = new OutboundOptions();
        Array.ForEach(allowed, options.AllowedPrivateHosts.Add);
        return new OutboundGuard(Options.Create(options), ResolveAsync);
    }

    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => host.TrimEnd('.').ToLowerInvariant() switch
    {
        "localhost" or "foo.localhost.test" => Answer("127.0.0.1"),
        "private.test" => Answer("192.168.7.7"),
        "loopback6.test" => Answer("::1"),
        "metadata.test" => Answer("169.254.169.254"),
        "one-of-two.test" => Answer("8.8.8.8", "10.1.2.3"),
        "mapped.test" => Answer("::ffff:10.1.2.3"),
        // As the system's own resolver does with a full stop behind an address.
        var address when IPAddress.TryParse(address, out _) => Answer(address),
        _ => throw new SocketException((int)SocketError.HostNotFound),
    };

    private static Task<IPAddress[]> Answer(params string[] addresses) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse));

    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(SourceFile.Root, "SyncAdmin.Tests", "Outbound", "Corpus", file)).Where(line => line.Length > 0 && line[0] != '#');
}
