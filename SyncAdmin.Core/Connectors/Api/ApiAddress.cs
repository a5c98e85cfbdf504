namespace SyncAdmin.Core.Connectors.Api;

/// <summary>URLs with other parameters.</summary>
internal static class ApiAddress
{
    /// <summary>The URL with these parameters at its end, in place of those that it has by these names.</summary>
    internal static Uri With(Uri url, params IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var added = parameters.ToList();
        var kept = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !added.Exists(parameter => string.Equals(parameter.Key, NameOf(part), StringComparison.Ordinal)));
        var query = string.Join('&', kept.Concat(added.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}")));
        return new UriBuilder(url) { Query = query, Fragment = "" }.Uri;
    }

    /// <summary>True when both lead to one server by one protocol: credentials for the one may go to the other.</summary>
    internal static bool SameServer(Uri left, Uri right) =>
        string.Equals(left.Scheme, right.Scheme, StringComparison.Ordinal) && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase) && left.Port == right.Port;

    private static string NameOf(string part) => Uri.UnescapeDataString(part.Split('=', 2)[0]);
}
