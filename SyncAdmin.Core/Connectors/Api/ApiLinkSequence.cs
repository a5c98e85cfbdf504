using System.Text.Json;
using System.Text.RegularExpressions;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Each page gives the URL of the next one, in the <c>Link</c> header (<c>rel="next"</c>, RFC 8288) or in the body. The end is: no URL.</summary>
internal sealed partial class ApiLinkSequence(ApiSettings settings, Uri start) : ApiSequence(settings)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    internal override Uri First { get; } = FirstOf(settings, start);

    internal static Uri FirstOf(ApiSettings settings, Uri start) => settings.Paging is { SizeParameter: { } name, Size: { } size }
        ? ApiAddress.With(start, KeyValuePair.Create(name, FormattableString.Invariant($"{size}")))
        : start;

    /// <summary>The target of <c>rel="next"</c>; null when there is none.</summary>
    internal static string? NextOf(IReadOnlyList<string> links)
    {
        try
        {
            return links.SelectMany(link => Link().Matches(link)).FirstOrDefault(IsNext)?.Groups["target"].Value;
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new ProblemException(new Problem(ErrorCatalog.ApiPathMissing, "The header Link of the answer can't be read."), exception);
        }
    }

    protected override Uri? Following(ApiPage page)
    {
        if (Paging.HasMore is { } hasMore && page.Answer.Root is not null && !page.Answer.Flag(hasMore))
        {
            return null;
        }

        if (Target(page) is not { Length: > 0 } target)
        {
            return Paging.HasMore is null || page.Answer.Root is null ? null : throw Incomplete($"Page {page.Number} says that there are more, and has no address of the next one.");
        }

        if (!Uri.TryCreate(page.Answer.Url, target, out var next))
        {
            throw new ProblemException(new Problem(ErrorCatalog.ApiPathMissing, $"The next page of page {page.Number} is no address."));
        }

        if (!ApiAddress.SameServer(next, start))
        {
            throw new ProblemException(new Problem(
                ErrorCatalog.ApiRedirects, $"Page {page.Number} says that the next page is at {next.Scheme}://{next.Authority}, another server than {start.Scheme}://{start.Authority}."));
        }

        if (page.Number == 1)
        {
            _seen.Add(First.AbsoluteUri);
        }

        return _seen.Add(next.AbsoluteUri) ? next : throw Repeats($"Page {page.Number} leads back to a page that has been read.");
    }

    private string? Target(ApiPage page)
    {
        if (Paging.Next is not { } path)
        {
            return NextOf(page.Answer.Links);
        }

        return page.Answer.At(path) switch
        {
            null when page.Number == 1 && page.Count > 0 && Paging.HasMore is null && Total is null && !(page.Count < Paging.Size) =>
                throw page.Answer.Missing(path, "the address of the next page, or null", null),
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.False } => null,
            { ValueKind: JsonValueKind.String } text => page.Answer.Text(text, path),
            var other => throw page.Answer.Missing(path, "the address of the next page, or null", other),
        };
    }

    private static bool IsNext(Match link) => Parameter().Matches(link.Groups["parameters"].Value)
        .Where(parameter => parameter.Groups["name"].Value.Equals("rel", StringComparison.OrdinalIgnoreCase))
        .Any(parameter => parameter.Groups["value"].Value.Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase));

    // A target may hold commas and semicolons, a quoted parameter too.
    [GeneratedRegex("""<(?<target>[^>]*)>(?<parameters>(?:[^,<"]|"(?:[^"\\]|\\.)*")*)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(""";\s*(?<name>[^\s=;,"]+)\s*=\s*(?:"(?<value>(?:[^"\\]|\\.)*)"|(?<value>[^\s;,"]+))""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
