using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vision;

namespace SyncAdmin.Core.Search;

/// <summary>Finds records by a picture: checked, turned into text, then searched like text; codes printed on it are matched exactly first.</summary>
public sealed class ImageSearchService(IVision vision, SearchService searches, TimeProvider time)
{
    /// <summary>Searches. Nothing is sent to a provider for a file that is no good picture or a collection that is not there.</summary>
    public async Task<Outcome<ImageSearchAnswer>> SearchAsync(ImageSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var watch = new SearchWatch(time);
        var image = ImageCheck.Check(search.File);
        if (!image.Succeeded)
        {
            return image.Problem;
        }

        if (search.Collection is { } collection && await searches.RefusalAsync(collection, search.Limit, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var seen = await watch.StepAsync("vision", () => vision.UnderstandAsync(image.Value, cancellationToken));
        if (!seen.Succeeded)
        {
            return seen.Problem;
        }

        var text = seen.Value.SearchText;
        if (search.Collection is null || text.Length == 0)
        {
            return new ImageSearchAnswer(seen.Value, new SearchAnswer([], watch.Elapsed, watch.Steps));
        }

        var found = await searches.SearchTextAsync(new TextSearch(search.Collection, text, search.Limit, search.Filter) { Codes = seen.Value.Codes }, cancellationToken);
        return found.Succeeded
            ? new ImageSearchAnswer(seen.Value, found.Value with { Took = watch.Elapsed, Timings = Joined(watch.Steps, found.Value.Timings) })
            : found.Problem;
    }

    private static Dictionary<string, double> Joined(IReadOnlyDictionary<string, double> first, IReadOnlyDictionary<string, double> then) =>
        first.Concat(then).ToDictionary(step => step.Key, step => step.Value, StringComparer.Ordinal);
}
