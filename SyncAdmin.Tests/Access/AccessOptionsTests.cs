using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Access;
using Xunit;

namespace SyncAdmin.Tests.Access;

/// <summary>Section <c>Access</c>.</summary>
public sealed class AccessOptionsTests
{
    [Theory]
    [InlineData("sk_012345678901234567890123")]
    [InlineData("sk_ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz_0123456789")]
    public void A_good_bootstrap_key_is_taken(string key) => Assert.Equal(key, Read(("Access:BootstrapApiKey", key)).BootstrapApiKey);

    [Theory]
    [InlineData("sk_01234567890123456789012")]
    [InlineData("012345678901234567890123456789")]
    [InlineData("sk_0123456789012345678901-3")]
    [InlineData("sk_012345678901234567890123\n")]
    [InlineData("sk_0123456789012345678901ñ3")]
    public void A_bad_bootstrap_key_is_refused_and_not_shown(string key)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read(("Access:BootstrapApiKey", key)));
        var mistake = Assert.Single(refusal.Failures);
        Assert.StartsWith("Access:BootstrapApiKey", mistake, StringComparison.Ordinal);
        Assert.Contains("at least 24", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Trim(), mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_said_is_no_bootstrap_key() => Assert.Null(Read().BootstrapApiKey);

    private static AccessOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build();
        return new ServiceCollection().AddAccess(configuration).BuildServiceProvider().GetRequiredService<IOptions<AccessOptions>>().Value;
    }
}
