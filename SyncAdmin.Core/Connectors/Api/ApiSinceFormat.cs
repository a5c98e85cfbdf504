namespace SyncAdmin.Core.Connectors.Api;

/// <summary>How a moment is written in a request; the word in <c>since.format</c>.</summary>
internal enum ApiSinceFormat
{
    /// <summary>As the API itself wrote the value (<c>text</c>).</summary>
    Text,

    /// <summary>UTC, <c>2026-11-22T03:17:19Z</c> (<c>iso8601</c>).</summary>
    Iso8601,

    /// <summary>Seconds since 1970 (<c>unix</c>).</summary>
    Unix,

    /// <summary>Milliseconds since 1970 (<c>unixMs</c>).</summary>
    UnixMs,
}
