namespace SyncAdmin.Core.Connectors.Api;

/// <summary>A valid <c>connectionConfig</c> of an API source; docs/api-sources.md says what each member means.</summary>
internal sealed record ApiSettings(Uri Url)
{
    internal ApiAuth Auth { get; init; } = new(ApiAuthKind.None);

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    internal ApiPath Items { get; init; } = ApiPath.Whole;

    /// <summary>Columns that are always there, null where an item lacks them; further ones are found in the items.</summary>
    internal IReadOnlyList<string> Columns { get; init; } = [];

    internal ApiTotal? Total { get; init; }

    internal ApiPaging Paging { get; init; } = new(ApiPagingKind.None);

    internal ApiSince? Since { get; init; }

    internal ApiLookup? Codes { get; init; }

    internal ApiLookup? Keys { get; init; }

    /// <summary>For one page.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of one answer, unpacked.</summary>
    internal int MaxPageBytes { get; init; } = 32 * 1024 * 1024;
}
