using System.Text.Json;
using Microsoft.Data.SqlClient;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.SqlServer;
using Xunit;

namespace SyncAdmin.Tests.Connectors.SqlServer;

public sealed class SqlServerSettingsTests
{
    [Theory]
    [InlineData("""{ "host": "db.example.com" }""", "tcp:db.example.com,1433")]
    [InlineData("""{ "host": "db.example.com", "port": 14330 }""", "tcp:db.example.com,14330")]
    [InlineData("""{ "host": "db\\ERP" }""", @"tcp:db\ERP")]
    [InlineData("""{ "host": "db\\ERP", "port": 50123 }""", "tcp:db,50123")]
    [InlineData("""{ "host": "::1" }""", "tcp:::1,1433")]
    public void Host_instance_and_port_say_where_the_server_is(string config, string source) => Assert.Equal(source, Built(config).DataSource);

    [Theory]
    [InlineData("""{ }""", "True", true)]
    [InlineData("""{ "tls": "prefer" }""", "True", true)]
    [InlineData("""{ "tls": "require" }""", "True", true)]
    [InlineData("""{ "tls": "verify" }""", "True", false)]
    [InlineData("""{ "tls": "off" }""", "False", true)]
    public void A_connection_is_encrypted_unless_tls_is_off(string config, string encrypt, bool trusts)
    {
        var built = Built(config);
        Assert.Equal((encrypt, trusts), (built.Encrypt.ToString(), built.TrustServerCertificate));
    }

    [Fact]
    public void A_connection_means_to_read_and_keeps_to_its_limits()
    {
        var built = Built("""{ "tls": "verify", "serverCertificate": "/etc/sql.pem" }""");
        Assert.Equal("/etc/sql.pem", built.ServerCertificate);
        Assert.Equal(ApplicationIntent.ReadOnly, built.ApplicationIntent);
        Assert.Equal(("SyncAdmin", "shop", "reader", "p;w"), (built.ApplicationName, built.InitialCatalog, built.UserID, built.Password));
        Assert.Equal((8, 10, 630, 0), (built.MaxPoolSize, built.ConnectTimeout, built.CommandTimeout, built.ConnectRetryCount));
        Assert.Equal(PoolBlockingPeriod.NeverBlock, built.PoolBlockingPeriod);
        Assert.False(built.Enlist);
        Assert.False(built.MultipleActiveResultSets);
    }

    [Theory]
    [InlineData("""{ "host": "db\\two words" }""", "'host'")]
    [InlineData("""{ "host": "db\\a;Password=x" }""", "'host'")]
    [InlineData("""{ "host": "\\ERP" }""", "'host'")]
    [InlineData("""{ "host": "db,1433" }""", "'host'")]
    [InlineData("""{ "serverCertificate": "/etc/sql.pem" }""", "'serverCertificate'")]
    [InlineData("""{ "tls": "verify", "serverCertificate": "sql.pem" }""", "'serverCertificate'")]
    [InlineData("""{ "tls": "verify", "certificateAuthority": "/etc/ca.pem" }""", "'certificateAuthority'")]
    public void Settings_that_can_not_work_are_named(string config, string name) =>
        Assert.StartsWith(name, Assert.Single(Read(config).Problems).Detail, StringComparison.Ordinal);

    [Fact]
    public void A_certificate_authority_is_refused_with_both_ways_out()
    {
        var detail = Assert.Single(Read("""{ "tls": "verify", "certificateAuthority": "/etc/ca.pem" }""").Problems).Detail;
        Assert.Contains("operating system", detail, StringComparison.Ordinal);
        Assert.Contains("serverCertificate", detail, StringComparison.Ordinal);
    }

    private static SqlConnectionStringBuilder Built(string config)
    {
        var (settings, problems) = Read(config);
        Assert.Empty(problems);
        return new SqlConnectionStringBuilder(SqlServerConnector.ConnectionString(settings, new ConnectorOptions(), 630));
    }

    private static (ServerSettings Settings, IReadOnlyList<Core.Errors.Problem> Problems) Read(string config)
    {
        var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{ "host": "db", "database": "shop", "username": "reader", "password": "p;w" }""")!;
        foreach (var member in JsonElement.Parse(config).EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return ServerSettingsReader.Read(JsonSerializer.SerializeToElement(members), 1433, takesCertificateAuthority: false, isSqlServer: true);
    }
}
