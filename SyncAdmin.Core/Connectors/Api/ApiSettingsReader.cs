using System.Text.Json;
using System.Text.RegularExpressions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Reads the <c>connectionConfig</c> of an API source; docs/api-sources.md is its description for people.</summary>
internal static partial class ApiSettingsReader
{
    private const int MostSize = 10_000;
    private const int MostValues = 500;
    private const int Megabyte = 1024 * 1024;

    // Ours to say; a connection's own (RFC 9110, section 7.6.1); and those that the other end would act on.
    private static readonly string[] OwnHeaders =
        ["accept-encoding", "connection", "content-length", "content-type", "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade"];

    internal static (ApiSettings Settings, IReadOnlyList<Problem> Problems) Read(JsonElement config, OutboundGuard guard)
    {
        var reader = new ConnectionConfigReader(config);
        var url = Url(reader);
        var settings = new ApiSettings(url)
        {
            Auth = reader.Section("auth") is { } auth ? Auth(auth) : new ApiAuth(ApiAuthKind.None),
            Headers = Headers(reader),
            Items = Path(reader, "items") ?? ApiPath.Whole,
            Columns = reader.Texts("columns"),
            Total = Total(reader),
            Paging = reader.Section("paging") is { } paging ? Paging(paging) : new ApiPaging(ApiPagingKind.None),
            Since = reader.Section("since") is { } since ? Since(since) : null,
            Codes = reader.Section("codes") is { } codes ? Lookup(codes, "code", url) : null,
            Keys = reader.Section("keys") is { } keys ? Lookup(keys, "key", url) : null,
            Timeout = TimeSpan.FromSeconds(reader.Number("timeoutSeconds", 1, 3_600) ?? 60),
            MaxPageBytes = reader.Number("maxPageBytes", 1_024, 512 * Megabyte) ?? 32 * Megabyte,
        };
        if (settings.Auth.Kind is not (ApiAuthKind.None or ApiAuthKind.QueryKey)
            && settings.Headers.Any(header => header.Key.Equals(AuthHeader(settings.Auth), StringComparison.OrdinalIgnoreCase)))
        {
            reader.Invalid("headers", "must not hold the header that auth sends");
        }

        var problems = reader.Problems();
        return problems.Count == 0 && guard.Check(url) is { } refused ? (settings, [refused]) : (settings, problems);
    }

    internal static string AuthHeader(ApiAuth auth) => auth.Kind == ApiAuthKind.HeaderKey ? auth.Name : "Authorization";

    private static Uri Url(ConnectionConfigReader reader)
    {
        var text = reader.Required("url");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            if (text.Length > 0)
            {
                reader.Invalid("url", "must be an absolute address that begins with https:// or http://");
            }

            return new Uri("http://invalid.invalid");
        }

        if (url.UserInfo.Length > 0)
        {
            reader.Invalid("url", "must not hold a user name or a password; give them in auth");
        }

        if (url.Fragment.Length > 0)
        {
            reader.Invalid("url", "must not hold a #");
        }

        return url;
    }

    private static ApiAuth Auth(ConnectionConfigReader reader)
    {
        switch (reader.Choice("type", "none", "apiKey", "bearer", "basic"))
        {
            case "apiKey":
                var kind = reader.Choice("in", "header", "query") == "query" ? ApiAuthKind.QueryKey : ApiAuthKind.HeaderKey;
                var name = reader.Optional("name") ?? (kind == ApiAuthKind.QueryKey ? "api_key" : "X-API-Key");
                if (kind == ApiAuthKind.HeaderKey && !IsHeader(name))
                {
                    reader.Invalid("name", "must be the name of a header");
                }

                return new ApiAuth(kind, name, HeaderValue(reader, "key"));
            case "bearer":
                return new ApiAuth(ApiAuthKind.Bearer, Secret: HeaderValue(reader, "token"));
            case "basic":
                var user = reader.Required("username");
                if (user.Contains(':', StringComparison.Ordinal))
                {
                    reader.Invalid("username", "must not hold a colon, which ends it in basic authentication");
                }

                return new ApiAuth(ApiAuthKind.Basic, user, reader.Optional("password") ?? "");
            default:
                return new ApiAuth(ApiAuthKind.None);
        }
    }

    private static string HeaderValue(ConnectionConfigReader reader, string name)
    {
        var value = reader.Required(name);
        if (!IsHeaderValue(value))
        {
            reader.Invalid(name, "must not hold line breaks or characters that are no ASCII");
        }

        return value;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Headers(ConnectionConfigReader reader)
    {
        var headers = reader.NamedTexts("headers");
        foreach (var (name, value) in headers)
        {
            if (!IsHeader(name) || !IsHeaderValue(value))
            {
                reader.Invalid($"headers.{name}", "must be the name of a header that is not the connection's own, with a value of one line of ASCII");
            }
        }

        return headers;
    }

    private static ApiTotal? Total(ConnectionConfigReader reader)
    {
        if (reader.Optional("total") is not { } text)
        {
            return null;
        }

        if (text.StartsWith(ApiTotal.HeaderPrefix, StringComparison.Ordinal) && text.Length > ApiTotal.HeaderPrefix.Length)
        {
            return new ApiTotal(null, text[ApiTotal.HeaderPrefix.Length..].Trim());
        }

        return Parsed(reader, "total", text) is { } path ? new ApiTotal(path, null) : null;
    }

    private static ApiPaging Paging(ConnectionConfigReader reader)
    {
        var kind = Enum.Parse<ApiPagingKind>(reader.Choice("type", "none", "page", "offset", "cursor", "link"), ignoreCase: true);
        if (kind == ApiPagingKind.None)
        {
            return new ApiPaging(kind);
        }

        var isOffset = kind == ApiPagingKind.Offset;
        var counts = isOffset || kind == ApiPagingKind.Page;
        var size = reader.Number("size", 1, MostSize);
        var sizeParameter = reader.Optional("sizeParameter");
        if (!isOffset && (size is null) != (sizeParameter is null))
        {
            reader.Invalid(size is null ? "size" : "sizeParameter", "must be given too: size and sizeParameter belong together");
        }

        return new ApiPaging(kind)
        {
            Parameter = kind == ApiPagingKind.Link ? "" : reader.Optional("parameter") ?? (isOffset ? "offset" : kind == ApiPagingKind.Page ? "page" : "cursor"),
            First = counts ? reader.Number("first", 0, int.MaxValue) ?? (isOffset ? 0 : 1) : 0,
            Size = size ?? (isOffset ? 100 : null),
            SizeParameter = sizeParameter ?? (isOffset ? "limit" : null),
            Next = counts ? null : Path(reader, "next", required: kind == ApiPagingKind.Cursor),
            HasMore = Path(reader, "hasMore"),
            Pages = kind == ApiPagingKind.Page ? Path(reader, "pages") : null,
        };
    }

    private static ApiSince Since(ConnectionConfigReader reader)
    {
        var newest = ApiQuery.Parse(reader.Optional("newest"));
        if (!newest.Succeeded)
        {
            reader.Invalid("newest", "must be parameters for the end of the URL (sort=-updated_at&per_page=1)");
        }

        var format = Enum.Parse<ApiSinceFormat>(reader.Choice("format", "iso8601", "unix", "unixMs", "text"), ignoreCase: true);
        return new ApiSince(reader.Required("parameter"), format, newest.Succeeded && newest.Value.Parameters.Count > 0 ? newest.Value : null);
    }

    private static ApiLookup Lookup(ConnectionConfigReader reader, string placeholder, Uri server)
    {
        if (reader.Optional("url") is not { } url)
        {
            var separator = reader.Optional("separator") ?? ",";
            return new ApiLookup(reader.Required("parameter"), separator, reader.Number("most", 1, MostValues) ?? 50, null, ApiPath.Whole);
        }

        // Tried with two values: a placeholder in the host would make it the host of whoever chooses the code.
        if (!url.Contains($"{{{placeholder}}}", StringComparison.Ordinal) || !Leads("a") || !Leads("b"))
        {
            reader.Invalid("url", $"must be an address of the same server as url, with {{{placeholder}}} where the value goes");
        }

        return new ApiLookup(null, ApiLookup.Repeated, 1, url.Replace($"{{{placeholder}}}", ApiLookup.Value, StringComparison.Ordinal), Path(reader, "items") ?? ApiPath.Whole);

        bool Leads(string value) => Uri.TryCreate(url.Replace($"{{{placeholder}}}", value, StringComparison.Ordinal), UriKind.Absolute, out var sample)
            && ApiAddress.SameServer(sample, server) && sample.UserInfo.Length == 0;
    }

    private static ApiPath? Path(ConnectionConfigReader reader, string name, bool required = false)
    {
        var text = required ? reader.Required(name) : reader.Optional(name);
        return string.IsNullOrEmpty(text) ? null : Parsed(reader, name, text);
    }

    private static ApiPath? Parsed(ConnectionConfigReader reader, string name, string text)
    {
        if (ApiPath.Parse(text) is { } path)
        {
            return path;
        }

        reader.Invalid(name, "must be a path: names with dots between them (data.items), or a JSON Pointer (/data/items)");
        return null;
    }

    private static bool IsHeader(string name) => Token().IsMatch(name) && !OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsHeaderValue(string value) => value.All(character => character is >= ' ' and <= '~' or '\t');

    // RFC 9110, section 5.6.2.
    [GeneratedRegex(@"\A[!#$%&'*+\-.^_`|~0-9A-Za-z]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
