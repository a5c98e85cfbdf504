using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Access;

/// <summary>Reads and checks <see cref="AccessOptions"/>.</summary>
internal sealed partial class AccessOptionsSetup(IConfiguration configuration) : IConfigureOptions<AccessOptions>, IValidateOptions<AccessOptions>
{
    private const string BootstrapKey = "Access:BootstrapApiKey";
    private const string LocalSignInKey = "Access:LocalSignIn";

    public void Configure(AccessOptions options)
    {
        var key = configuration[BootstrapKey];
        options.BootstrapApiKey = string.IsNullOrWhiteSpace(key) ? null : key;
        options.LocalSignIn = bool.TryParse(configuration[LocalSignInKey], out var local) && local;
    }

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var mistakes = new List<string>();
        if (options.BootstrapApiKey is { } key && !KeyForm().IsMatch(key))
        {
            mistakes.Add($"{BootstrapKey} ({key.Length} characters, not shown because it is a secret) is not an API key: give sk_ and at least 24 of A-Z, a-z, 0-9 and _.");
        }

        if (configuration[LocalSignInKey] is { Length: > 0 } local && !bool.TryParse(local, out _))
        {
            mistakes.Add($"{LocalSignInKey} is \"{local}\": give true or false.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    [GeneratedRegex(@"\Ask_[A-Za-z0-9_]{24,500}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyForm();
}
