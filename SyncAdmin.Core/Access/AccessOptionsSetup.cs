using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Access;

/// <summary>Reads and checks <see cref="AccessOptions"/>.</summary>
internal sealed partial class AccessOptionsSetup(IConfiguration configuration) : IConfigureOptions<AccessOptions>, IValidateOptions<AccessOptions>
{
    private const string BootstrapKey = "Access:BootstrapApiKey";

    public void Configure(AccessOptions options)
    {
        var key = configuration[BootstrapKey];
        options.BootstrapApiKey = string.IsNullOrWhiteSpace(key) ? null : key;
    }

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        return options.BootstrapApiKey is { } key && !KeyForm().IsMatch(key)
            ? ValidateOptionsResult.Fail($"{BootstrapKey} ({key.Length} characters, not shown because it is a secret) is not an API key: give sk_ and at least 24 of A-Z, a-z, 0-9 and _.")
            : ValidateOptionsResult.Success;
    }

    [GeneratedRegex(@"\Ask_[A-Za-z0-9_]{24,500}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyForm();
}
