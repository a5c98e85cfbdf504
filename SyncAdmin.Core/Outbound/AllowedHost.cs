namespace SyncAdmin.Core.Outbound;

/// <summary>One entry of <see cref="OutboundOptions.AllowedPrivateHosts"/>.</summary>
/// <param name="Host">As <see cref="Name"/> writes it.</param>
/// <param name="Port">Null: every port.</param>
internal sealed record AllowedHost(string Host, int? Port)
{
    /// <summary>The one spelling of a host: lower case, punycode, without brackets and without the dot that may end a full name.</summary>
    internal static string Name(string host)
    {
        var name = host.Trim('[', ']').ToLowerInvariant();
        return name.EndsWith('.') ? name[..^1] : name;
    }

    /// <summary>Null: it is neither a host nor a host with its port.</summary>
    internal static AllowedHost? Parse(string text)
    {
        // The system's own parser of URLs decides, so that an entry and a URL that look alike are alike.
        if (text.Length == 0 || text.Any(character => "/?#@*\\ \t".Contains(character, StringComparison.Ordinal))
            || !Uri.TryCreate($"http://{text}", UriKind.Absolute, out var uri) || uri.Port == 0)
        {
            return null;
        }

        var namesPort = text.EndsWith(FormattableString.Invariant($":{uri.Port}"), StringComparison.Ordinal);
        return new AllowedHost(Name(uri.IdnHost), namesPort ? uri.Port : null);
    }

    internal bool Allows(string name, int port) => string.Equals(Host, name, StringComparison.Ordinal) && (Port is null || Port == port);
}
