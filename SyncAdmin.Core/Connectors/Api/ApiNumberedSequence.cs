using System.Globalization;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// Pages by number or offset. The end is: no more (<c>hasMore</c>), the last of <c>pages</c>, <c>total</c> items read, or else an empty page. A page
/// that is merely short is no end.
/// </summary>
internal sealed class ApiNumberedSequence(ApiSettings settings, Uri start) : ApiSequence(settings)
{
    private long _position = settings.Paging.First;
    private int? _length;
    private bool _wasShort;
    private bool _totalReached;
    private long _pages;

    internal override Uri First => At(_position);

    internal override bool IsBehindTheEnd => _totalReached;

    protected override Uri? Following(ApiPage page)
    {
        _length ??= page.Count;
        var isShort = page.Count < _length || (page.Number == 1 && page.Count < Paging.Size);
        if (Paging.HasMore is { } hasMore && page.Answer.Root is not null)
        {
            return page.Answer.Flag(hasMore) ? Further(page) : null;
        }

        if (Paging.Pages is { } pages && page.Answer.Root is not null)
        {
            return page.Number >= Stated(page.Answer.Number(pages)) ? null : Further(page);
        }

        CheckLength(page);
        _wasShort = page.Count < _length;
        if (Total is not { } total || page.Count == 0)
        {
            return page.Count == 0 ? null : Further(page);
        }

        if (Read > total)
        {
            throw Incomplete($"The API says that it has {total} items, and gave {Read}.");
        }

        // A total that is capped (10,000 in some search engines) ends at a full page: then the page behind it must be empty, or not there.
        _totalReached = Read == total;
        return _totalReached && isShort ? null : Further(page);
    }

    // Pages by number shift when a row before them goes: one of the next page is then left out, and nothing else would tell.
    protected override void TotalMoved(long? before, long now)
    {
        if (now < before)
        {
            throw Incomplete($"The API had {before} items, and {now} a page later: while pages are read by number, items may have been left out.");
        }
    }

    // As with the total.
    private long Stated(long pages)
    {
        if (pages < _pages)
        {
            HasMoved = true;
            throw Incomplete($"The API had {_pages} pages, and {pages} a page later: while pages are read by number, items may have been left out.");
        }

        return _pages = pages;
    }

    // Pages by number are cut at their length: one that gives less has left something out. By offset, the next page begins where this one ended.
    private void CheckLength(ApiPage page)
    {
        if (Paging.Kind == ApiPagingKind.Offset || page.Count == 0)
        {
            return;
        }

        if (page.Count > _length)
        {
            throw Incomplete($"Page {page.Number} has {page.Count} items, the first one only {_length}.");
        }

        if (_wasShort)
        {
            throw Incomplete($"Page {page.Number - 1} has less items than the first one ({_length}), and page {page.Number} is not empty.");
        }

        if (page.Count < _length && Read < Total)
        {
            throw Incomplete($"Page {page.Number} has {page.Count} items instead of {_length}, and {Read} of {Total} are read.");
        }
    }

    private Uri Further(ApiPage page)
    {
        if (Paging.Kind == ApiPagingKind.Offset && page.Count == 0)
        {
            throw Incomplete($"The page at {Paging.Parameter}={_position} is empty, and the API says that there are more.");
        }

        _position += Paging.Kind == ApiPagingKind.Offset ? page.Count : 1;
        return At(_position);
    }

    private Uri At(long position) => Sized(start, KeyValuePair.Create(Paging.Parameter, position.ToString(CultureInfo.InvariantCulture)));
}
