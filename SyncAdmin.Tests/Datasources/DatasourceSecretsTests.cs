using System.Net.Sockets;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Datasources;

/// <summary>A key ring in a state that does not answer for a moment: what it protected is not lost, and nobody is refused because of it.</summary>
public sealed class DatasourceSecretsTests
{
    private readonly KeyRing _ring = new();

    [Fact]
    public void A_webhook_secret_whose_key_ring_does_not_answer_is_not_taken_for_unreadable()
    {
        var (secret, stored) = AnotherProcess().NewWebhookSecret();
        var secrets = AnotherProcess();
        _ring.IsAway = true;
        Assert.Equal(ErrorCatalog.StateUnavailable, Assert.Throws<ProblemException>(() => secrets.WebhookSecretOf(stored)).Problem.Error);

        _ring.IsAway = false;
        Assert.Equal(secret, secrets.WebhookSecretOf(stored)!.Reveal());
    }

    [Fact]
    public void Credentials_whose_key_ring_does_not_answer_are_not_taken_for_unreadable()
    {
        var (open, stored) = AnotherProcess().Split(JsonElement.Parse("""{ "host": "h", "password": "p" }"""), ["password"]);
        var datasource = new Datasource
        {
            Name = "shop",
            Type = "mysql",
            ConnectionConfig = open,
            ConnectionSecrets = stored,
            QueryTemplate = "SELECT id, code FROM products",
            KeyField = "id",
            CodeField = "code",
            FieldMapping = "{}",
            EmbeddingFields = "[]",
            QdrantCollection = "products",
        };
        var secrets = AnotherProcess();
        _ring.IsAway = true;
        Assert.Equal(ErrorCatalog.StateUnavailable, Assert.Throws<ProblemException>(() => secrets.Whole(datasource)).Problem.Error);

        _ring.IsAway = false;
        Assert.Equal("p", secrets.Whole(datasource).GetProperty("password").GetString());
    }

    [Fact]
    public void A_secret_of_another_key_ring_is_unreadable()
    {
        var (_, stored) = AnotherProcess().NewWebhookSecret();
        Assert.Null(new DatasourceSecrets(new EphemeralDataProtectionProvider()).WebhookSecretOf(stored));
    }

    /// <summary>Has not read the key ring yet.</summary>
    private DatasourceSecrets AnotherProcess()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("SyncAdmin");
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = _ring);
        return new DatasourceSecrets(services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>());
    }

    private sealed class KeyRing : IXmlRepository
    {
        private readonly List<XElement> _elements = [];

        internal bool IsAway { get; set; }

        public IReadOnlyCollection<XElement> GetAllElements() => IsAway
            ? throw new InvalidOperationException("As EF Core says it.", new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused)))
            : [.. _elements];

        public void StoreElement(XElement element, string friendlyName) => _elements.Add(element);
    }
}
