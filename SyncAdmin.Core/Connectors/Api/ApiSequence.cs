using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// Which page follows which, for one read. The one place that may say "the end": only when the API itself has said so. What does not add up is an
/// error, because a sweep deletes what a complete read did not find.
/// </summary>
internal abstract class ApiSequence(ApiSettings settings)
{
    private const int MostEmptyPages = 100;
    private long? _leastTotal;
    private int _emptyPages;

    /// <summary>The first page.</summary>
    internal abstract Uri First { get; }

    /// <summary>True when the page asked for next may not exist: it is asked for to see that there is none.</summary>
    internal virtual bool IsBehindTheEnd => false;

    protected ApiPaging Paging => settings.Paging;

    /// <summary>Items so far.</summary>
    protected long Read { get; private set; }

    /// <summary>What the last page said; null: it was not asked to.</summary>
    protected long? Total { get; private set; }

    /// <summary>A fresh one of the kind that is set.</summary>
    internal static ApiSequence Of(ApiSettings settings, Uri start) => settings.Paging.Kind switch
    {
        ApiPagingKind.Page or ApiPagingKind.Offset => new ApiNumberedSequence(settings, start),
        ApiPagingKind.Cursor => new ApiCursorSequence(settings, start),
        ApiPagingKind.Link => new ApiLinkSequence(settings, start),
        _ => new ApiSingleSequence(settings, start),
    };

    /// <summary>True when the total was another one on a later page: the list changes while it is read.</summary>
    internal bool HasMoved { get; private protected set; }

    /// <summary>Takes note of what a page says of the whole list.</summary>
    internal void See(ApiPage page)
    {
        Read += page.Count;
        _emptyPages = page.Count == 0 ? _emptyPages + 1 : 0;
        if (settings.Total is { } where && page.Answer.Root is not null)
        {
            var before = Total;
            Total = page.Answer.Total(where);
            _leastTotal = Math.Min(_leastTotal ?? long.MaxValue, Total.Value);
            HasMoved |= before is not null && before != Total;
            TotalMoved(before, Total.Value);
        }
    }

    /// <summary>The page after the one that was seen last; null: the API said that this was the last.</summary>
    internal Uri? Next(ApiPage page)
    {
        if (page is { Answer.Root: null, Number: > 1 } && (Paging.HasMore ?? Paging.Pages) is not null)
        {
            throw Incomplete($"Page {page.Number} has no content, and the page before it said that there are more.");
        }

        var next = Following(page);
        if (next is null && Read < _leastTotal)
        {
            throw Incomplete($"The API says that it has {_leastTotal} items, and ended after {Read}.");
        }

        return next is not null && _emptyPages >= MostEmptyPages ? throw Incomplete($"{MostEmptyPages} pages in a row were empty, and the API says that there are more.") : next;
    }

    /// <summary>As <see cref="Next"/>, without what holds for all.</summary>
    protected abstract Uri? Following(ApiPage page);

    /// <summary>Hears of every total when it is seen, before <see cref="Following"/>.</summary>
    protected virtual void TotalMoved(long? before, long now)
    {
    }

    protected Uri Sized(Uri start, params IEnumerable<KeyValuePair<string, string>> more) => ApiAddress.With(
        start, [.. more, .. Paging is { SizeParameter: { } name, Size: { } size } ? [KeyValuePair.Create(name, FormattableString.Invariant($"{size}"))] : Array.Empty<KeyValuePair<string, string>>()]);

    protected static ProblemException Incomplete(string detail) => new(new Problem(ErrorCatalog.ApiReadIncomplete, detail));

    protected static ProblemException Repeats(string detail) => new(new Problem(ErrorCatalog.ApiPageRepeats, detail));
}
