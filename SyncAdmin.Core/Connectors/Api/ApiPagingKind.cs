namespace SyncAdmin.Core.Connectors.Api;

/// <summary>The word in <c>paging.type</c>.</summary>
internal enum ApiPagingKind
{
    /// <summary>One answer holds everything.</summary>
    None,

    /// <summary>A page number.</summary>
    Page,

    /// <summary>The number of items to leave out.</summary>
    Offset,

    /// <summary>A text that the page before gave.</summary>
    Cursor,

    /// <summary>The next page's whole URL, in the <c>Link</c> header (RFC 8288) or in the body.</summary>
    Link,
}
