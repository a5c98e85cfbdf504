using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Each page gives the cursor of the next one. The end is: no cursor (absent, null, empty or false), or <c>hasMore</c> false.</summary>
internal sealed class ApiCursorSequence(ApiSettings settings, Uri start) : ApiSequence(settings)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    internal override Uri First { get; } = ApiLinkSequence.FirstOf(settings, start);

    protected override Uri? Following(ApiPage page)
    {
        var next = Paging.Next!;
        var (found, more) = (page.Answer.At(next), Paging.HasMore is { } hasMore && page.Answer.Root is not null ? page.Answer.Flag(hasMore) : (bool?)null);
        var cursor = found switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.False } => "",
            { ValueKind: JsonValueKind.String } text => page.Answer.Text(text, next),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            var other => throw page.Answer.Missing(next, "a cursor", other),
        };
        if (more == false || (cursor.Length == 0 && more is null))
        {
            CheckFirst(page, found is not null, more);
            return null;
        }

        if (cursor.Length == 0)
        {
            throw Incomplete($"Page {page.Number} says that there are more, and has no cursor.");
        }

        return _seen.Add(cursor) ? Sized(start, KeyValuePair.Create(Paging.Parameter, cursor)) : throw Repeats($"Page {page.Number} gives a cursor that an earlier page has given.");
    }

    /// <summary>
    /// A wrong path looks like an API that leaves the cursor out at the end: unless something else shows that one page is all, it is taken for
    /// a wrong path.
    /// </summary>
    private void CheckFirst(ApiPage page, bool isThere, bool? more)
    {
        if (page.Number == 1 && page.Count > 0 && !isThere && more is null && Total is null && !(page.Count < Paging.Size))
        {
            throw new ProblemException(new Problem(
                ErrorCatalog.ApiPathMissing,
                $"The first page has {page.Count} items and nothing at {Paging.Next}. If that means that there is no other page, give paging.size, paging.hasMore or total too, so that it can be told from a wrong path."));
        }
    }
}
