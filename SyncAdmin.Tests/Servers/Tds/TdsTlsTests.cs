using Microsoft.Data.SqlClient;
using Xunit;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>Who encrypts what, as MS-TDS has it.</summary>
public sealed class TdsTlsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("syncadmin-tds-tls-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("WhenAsked", "Mandatory", true, false)]
    [InlineData("WhenAsked", "Optional", false, false)]
    [InlineData("WhenAsked", "Strict", true, true)]
    [InlineData("Always", "Mandatory", true, false)]
    [InlineData("Always", "Optional", true, false)]
    [InlineData("Strict", "Strict", true, true)]
    [InlineData("NotSupported", "Optional", false, false)]
    public async Task A_client_gets_in_and_reads(string server, string client, bool encrypted, bool strict)
    {
        await using var tds = TdsServer.Start(new TdsServerOptions { Encryption = Enum.Parse<TdsEncryption>(server) });
        tds.Database.Execute("CREATE TABLE t (id int PRIMARY KEY, name nvarchar(200))");
        tds.Database.Insert("t", ["id", "name"], Enumerable.Range(1, 2_000).Select(i => new object?[] { (long)i, new string('ñ', 100) }));
        var pem = TdsCertificates.WritePem(tds.Certificate, Path.Combine(_directory.FullName, "server.pem"));
        var trust = strict ? $"ServerCertificate={pem}" : "TrustServerCertificate=true";
        await using var connection = await OpenAsync(tds, $"Encrypt={client};{trust}");
        await using var command = new SqlCommand("SELECT COUNT(*) FROM (SELECT id, name FROM t WHERE id > @after) AS q", connection);
        command.Parameters.AddWithValue("@after", 10);
        Assert.Equal(1_990, await command.ExecuteScalarAsync());
        await using var all = new SqlCommand("SELECT name FROM t", connection);
        await using var reader = await all.ExecuteReaderAsync();
        var rows = 0;
        while (await reader.ReadAsync())
        {
            rows++;
        }

        Assert.Equal(2_000, rows);
        Assert.Equal((encrypted, strict), (Assert.Single(tds.Logins).Encrypted, tds.Logins[0].Strict));
    }

    [Theory]
    [InlineData("NotSupported", "Mandatory")]
    [InlineData("NotSupported", "Strict")]
    [InlineData("Strict", "Mandatory")]
    public async Task Who_can_not_agree_does_not_connect(string server, string client)
    {
        await using var tds = TdsServer.Start(new TdsServerOptions { Encryption = Enum.Parse<TdsEncryption>(server) });
        await Assert.ThrowsAsync<SqlException>(() => OpenAsync(tds, $"Encrypt={client};TrustServerCertificate=true;Connect Timeout=3"));
        Assert.Empty(tds.Logins);
    }

    [Fact]
    public async Task A_certificate_is_believed_only_when_something_vouches_for_it()
    {
        using var authority = TdsCertificates.Authority();
        using var issued = TdsCertificates.IssuedBy(authority);
        await using var tds = TdsServer.Start(new TdsServerOptions { Certificate = issued });
        var refused = await Assert.ThrowsAsync<SqlException>(() => OpenAsync(tds, "Encrypt=Mandatory"));
        Assert.Contains("certificate", refused.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(tds.Logins);

        var pem = TdsCertificates.WritePem(issued, Path.Combine(_directory.FullName, "server.pem"));
        await using (await OpenAsync(tds, $"Encrypt=Mandatory;ServerCertificate={pem}"))
        {
            Assert.True(Assert.Single(tds.Logins).Encrypted);
        }

        var other = TdsCertificates.WritePem(authority, Path.Combine(_directory.FullName, "other.pem"));
        await Assert.ThrowsAsync<SqlException>(() => OpenAsync(tds, $"Encrypt=Mandatory;ServerCertificate={other}"));
    }

    private static async Task<SqlConnection> OpenAsync(TdsServer server, string more)
    {
        // Later settings win.
        var connection = new SqlConnection(server.ConnectionString(more: more + ";Pooling=false"));
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
