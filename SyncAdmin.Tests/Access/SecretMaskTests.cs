using System.Text.Json;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using Xunit;

namespace SyncAdmin.Tests.Access;

/// <summary>What the audit log may never show.</summary>
public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("Password")]
    [InlineData("dbPassword")]
    [InlineData("secret")]
    [InlineData("webhookSecret")]
    [InlineData("connectionSecrets")]
    [InlineData("clientSecret")]
    [InlineData("apiKey")]
    [InlineData("api_key")]
    [InlineData("X-API-Key")]
    [InlineData("token")]
    [InlineData("access_token")]
    [InlineData("Authorization")]
    [InlineData("connectionString")]
    [InlineData("privateKey")]
    public void A_secret_member_is_masked_at_any_depth(string name)
    {
        var json = SecretMask.Serialise(new Dictionary<string, object> { ["list"] = new object[] { 1, new Dictionary<string, object> { ["inner"] = new Dictionary<string, object> { [name] = "hush" } } } });
        Assert.DoesNotContain("hush", json, StringComparison.Ordinal);
        Assert.Contains("\"***\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("embeddingTokens")]
    [InlineData("keyField")]
    [InlineData("path")]
    public void Another_member_is_kept(string name) =>
        Assert.Equal($$"""{"{{name}}":"shown"}""", SecretMask.Serialise(new Dictionary<string, string> { [name] = "shown" }));

    [Theory]
    [InlineData("""{"password":1234}""", """{"password":"***"}""")]
    [InlineData("""{"password":null}""", """{"password":null}""")]
    [InlineData("""{"secrets":{"user":"u","a":[1]}}""", """{"secrets":"***"}""")]
    public void Whatever_form_a_secret_has_it_is_masked_and_nothing_is_null(string json, string expected) =>
        Assert.Equal(expected, SecretMask.Serialise(JsonElement.Parse(json)));

    [Fact]
    public void Null_is_null_and_enums_are_words()
    {
        Assert.Null(SecretMask.Serialise(null));
        Assert.Equal("""{"status":"paused"}""", SecretMask.Serialise(new { Status = DatasourceStatus.Paused }));
    }
}
