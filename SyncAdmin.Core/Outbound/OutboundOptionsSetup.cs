using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Outbound;

/// <summary>Reads and checks <see cref="OutboundOptions"/>.</summary>
internal sealed class OutboundOptionsSetup(IConfiguration configuration) : IConfigureOptions<OutboundOptions>, IValidateOptions<OutboundOptions>
{
    private const string Key = $"{OutboundOptions.Section}:{nameof(OutboundOptions.AllowedPrivateHosts)}";

    public void Configure(OutboundOptions options)
    {
        var section = configuration.GetSection(Key);
        foreach (var host in (section.Value ?? "").Split(',').Concat(section.GetChildren().Select(child => child.Value ?? "")).Where(host => !string.IsNullOrWhiteSpace(host)))
        {
            options.AllowedPrivateHosts.Add(host.Trim());
        }
    }

    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        var wrong = options.AllowedPrivateHosts.Where(host => AllowedHost.Parse(host) is null)
            .Select(host => $"{Key} holds '{host}', which is no host. Write a name or an address as it stands in the URL, with or without :port, and nothing else: erp.local, 10.0.0.5:8080, [fd00::5].")
            .ToList();
        return wrong.Count > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
