namespace SyncAdmin.Core.Connectors.Api;

/// <summary>The word in <c>auth.type</c>; an API key in <c>auth.in</c> is one of two.</summary>
internal enum ApiAuthKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A key in a header.</summary>
    HeaderKey,

    /// <summary>A key in the query string.</summary>
    QueryKey,

    /// <summary><c>Authorization: Bearer …</c>.</summary>
    Bearer,

    /// <summary><c>Authorization: Basic …</c> (RFC 7617).</summary>
    Basic,
}
