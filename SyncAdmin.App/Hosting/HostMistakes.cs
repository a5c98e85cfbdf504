using SyncAdmin.App.Access;
using SyncAdmin.App.Sample;

namespace SyncAdmin.App.Hosting;

/// <summary>What is wrong with the configuration of the host itself; the features check their own options.</summary>
internal static class HostMistakes
{
    internal static IEnumerable<string> Find(IConfiguration configuration)
    {
        foreach (var key in new[] { SampleOptions.Key, LoopbackOnly.Key })
        {
            if (configuration[key] is { Length: > 0 } value && !bool.TryParse(value, out _))
            {
                yield return $"{key} is \"{value}\": give true or false.";
            }
        }

        foreach (var key in new[] { "Entra:TenantId", "Entra:Authority", "Entra:ClientId", "Entra:ClientSecret" })
        {
            if (configuration[key] is { Length: > 0 })
            {
                yield return $"{key} is set, but this version can't sign people in with Entra ID yet: remove it and use sign-in links.";
            }
        }

        if (!IsTrue(configuration, LoopbackOnly.Key))
        {
            foreach (var mistake in LoopbackOnly.Mistakes(configuration))
            {
                yield return mistake;
            }
        }
    }

    internal static bool IsTrue(IConfiguration configuration, string key) => bool.TryParse(configuration[key], out var value) && value;
}
