using System.Text.RegularExpressions;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Parameters of a query string, in order, unescaped. An API source's query is one: <c>category=tools&amp;active=true</c>, or nothing.</summary>
internal sealed partial class ApiQuery
{
    private ApiQuery(IReadOnlyList<KeyValuePair<string, string>> parameters) => Parameters = parameters;

    internal IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The parameters, or what is wrong with the text.</summary>
    internal static Outcome<ApiQuery> Parse(string? text)
    {
        List<KeyValuePair<string, string>> parameters = [];
        foreach (var part in (text ?? "").Trim().Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var first, var second] ? (first, (string?)second) : (part, null);
            if (value is null || !Name().IsMatch(name) || value.AsSpan().ContainsAny('#', '\r', '\n'))
            {
                return new Problem(ErrorCatalog.ApiQueryInvalid, $"\"{Start(part)}\" is no parameter.");
            }

            if (value.Contains("{{", StringComparison.Ordinal))
            {
                return new Problem(ErrorCatalog.ApiQueryInvalid, $"\"{Start(part)}\" has a placeholder; since and codes are asked for as connectionConfig says.");
            }

            parameters.Add(new(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value.Replace('+', ' '))));
        }

        return new ApiQuery(parameters);
    }

    private static string Start(string text) => text.Length > 60 ? text[..60] + "…" : text;

    [GeneratedRegex(@"\A[\w.\-\[\]$~%:@!*]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
