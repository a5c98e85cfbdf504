using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Datasources;

/// <summary>What is different about a datasource on an API: secrets inside of other settings, and a query that is no SQL.</summary>
public sealed class ApiDatasourceTests : IDisposable
{
    private const string Stored = """{ "url": "https://shop.example/api", "auth": { "type": "apiKey", "name": "X-Key", "key": "hush-1" }, "headers": { "X-Tenant": "hush-2" }, "items": "data" }""";
    private readonly DatasourceSecrets _secrets = new(new EphemeralDataProtectionProvider());
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddConnectors()
        .Configure<StorageOptions>(static storage => storage.DataDirectory = Path.GetTempPath())
        .BuildServiceProvider();

    private ConnectorTypes Types => _services.GetRequiredService<ConnectorTypes>();

    private IConnectorType Type => Types.Find("api")!;

    [Fact]
    public void Secrets_inside_of_other_settings_are_taken_out_and_put_back()
    {
        var datasource = Datasource(Stored);
        Assert.Equal("""{"url":"https://shop.example/api","auth":{"type":"apiKey","name":"X-Key"},"items":"data"}""", datasource.ConnectionConfig);
        Assert.DoesNotContain("hush", datasource.ConnectionSecrets, StringComparison.Ordinal);
        AssertSame(Stored, _secrets.Whole(datasource));
    }

    [Fact]
    public void What_is_left_out_is_kept_what_is_null_is_dropped_what_is_new_counts()
    {
        var shown = Datasource(Stored).ConnectionConfig;
        AssertSame(Stored, Kept(shown));
        AssertSame(
            """{ "url": "https://shop.example/v2", "auth": { "type": "apiKey", "key": "new" }, "headers": null }""",
            Kept("""{ "url": "https://shop.example/v2", "auth": { "type": "apiKey", "key": "new" }, "headers": null }"""));
    }

    [Theory]
    [InlineData("""{ "url": "https://shop.example/api", "auth": { "type": "bearer", "token": "t" }, "headers": {} }""")]
    [InlineData("""{ "url": "https://shop.example/api", "auth": null, "headers": {} }""")]
    [InlineData("""{ "url": "https://shop.example/api", "headers": {} }""")]
    [InlineData("""{ "url": "https://attacker.example/api", "auth": { "type": "apiKey" } }""")]
    [InlineData("""{ "url": "http://shop.example/api", "auth": { "type": "apiKey" } }""")]
    [InlineData("""{ "url": "https://shop.example:8443/api", "auth": { "type": "apiKey" } }""")]
    [InlineData("""{ "url": 5, "auth": { "type": "apiKey" } }""")]
    public void Credentials_are_not_kept_for_another_way_to_sign_in_or_another_server(string changed) => AssertSame(changed, Kept(changed));

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("category=tools&active=true", true)]
    [InlineData("$filter=price%20gt%205&tags[]=a", true)]
    [InlineData("SELECT id FROM products", false)]
    [InlineData("category=tools#x", false)]
    [InlineData("since={{since}}", false)]
    public void The_query_is_parameters_of_the_URL_or_nothing(string? query, bool valid)
    {
        var input = DatasourceHouse.Shop with { Type = "api", ConnectionConfig = JsonElement.Parse(Stored), QueryTemplate = query };
        var result = new DatasourceInputValidator(Types, new DrivenTime()).Validate(input);
        Assert.Equal(valid ? [] : ["QueryTemplate"], result.Errors.Select(error => error.PropertyName));
    }

    public void Dispose() => _services.Dispose();

    private static void AssertSame(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"{actual}");

    private JsonElement Kept(string changed) => _secrets.Kept(JsonElement.Parse(changed), Datasource(Stored), Type);

    private Datasource Datasource(string configuration)
    {
        var (open, secrets) = _secrets.Split(JsonElement.Parse(configuration), Type.SecretFields);
        return new Datasource
        {
            Name = "api", Type = "api", ConnectionConfig = open, ConnectionSecrets = secrets, QueryTemplate = "", KeyField = "id", CodeField = "id",
            FieldMapping = "{}", EmbeddingFields = "[]", QdrantCollection = "c", WebhookSecret = "",
        };
    }
}
