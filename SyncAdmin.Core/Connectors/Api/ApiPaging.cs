namespace SyncAdmin.Core.Connectors.Api;

/// <summary>How one page follows another.</summary>
internal sealed record ApiPaging(ApiPagingKind Kind)
{
    /// <summary>Parameter of the page number, offset or cursor.</summary>
    internal string Parameter { get; init; } = "";

    /// <summary>Page number or offset of the first page.</summary>
    internal long First { get; init; }

    /// <summary>Parameter of the number of items a page; null: not asked for.</summary>
    internal string? SizeParameter { get; init; }

    /// <summary>Items a page that are asked for; null: what the API gives.</summary>
    internal int? Size { get; init; }

    /// <summary>Where the cursor, or the URL, of the next page stands; null with <see cref="ApiPagingKind.Link"/>: in the header.</summary>
    internal ApiPath? Next { get; init; }

    /// <summary>Where true or false stands: whether there are more pages.</summary>
    internal ApiPath? HasMore { get; init; }

    /// <summary>Where the number of pages stands.</summary>
    internal ApiPath? Pages { get; init; }
}
