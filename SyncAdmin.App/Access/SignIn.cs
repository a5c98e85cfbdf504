namespace SyncAdmin.App.Access;

/// <summary>The sign-in page's address. The page draws a form that POSTs <c>token</c>, <c>returnUrl</c> and the antiforgery token to the same path.</summary>
internal static class SignIn
{
    internal const string Path = "/sign-in";

    /// <summary>Where the sign-out button POSTs its antiforgery token.</summary>
    internal const string OutPath = "/sign-out";

    /// <summary>A path of this site, or <c>/</c>: a sign-in never ends on somebody else's page.</summary>
    internal static string LocalUrl(string? url) =>
        url is { Length: > 0 and <= 2000 } && url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal)
        && !url.Any(char.IsControl)
            ? InAscii(url)
            : "/";

    // A header takes nothing else: an address that was typed with an ñ would end the sign-in, its link already used up.
    private static string InAscii(string url) =>
        string.Concat(url.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    internal static string LinkFor(string address, string token) => $"{address.TrimEnd('/')}{Path}?token={Uri.EscapeDataString(token)}";
}
