using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Search;

/// <summary>Finds records: a code is matched exactly first, whatever the model; then by vector.</summary>
public sealed partial class SearchService(CollectionManager collections, IVectorStore store, IEmbedder embedder, TimeProvider time, ILogger<SearchService> logger)
{
    /// <summary>Characters.</summary>
    public const int LongestText = 2000;

    /// <summary>Results.</summary>
    public const int HighestLimit = 100;

    // A sync may wait for its provider for hours; a person in front of a page may not.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    // What was asked for by its code is there already: what resembles it is an extra.
    private static readonly TimeSpan LongestWaitForExtras = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Searches by words or code. The filter counts for both. While the model's provider fails, exact code matches are still answered, with the
    /// reason in <see cref="SearchAnswer.Incomplete"/>; without any, the provider's problem is the answer. A provider that is slow fails after
    /// 15 seconds, or 2 when there is an exact match.
    /// </summary>
    public async Task<Outcome<SearchAnswer>> SearchTextAsync(TextSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var text = search.Text?.Trim() ?? "";
        if (Check(text, search.Limit) is { } invalid)
        {
            return invalid;
        }

        var watch = new SearchWatch(time);
        var found = await collections.FindAsync(search.Collection, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        var refusal = RefusalOf(found.Value);
        if (found.Value is { Adopted: false } && found.Value.Fingerprint() is null)
        {
            return new SearchAnswer([], watch.Elapsed, watch.Steps); // Never synced: there is nothing in it.
        }

        try
        {
            var exact = await watch.StepAsync("code", () => ByCodeAsync(found.Value, text, search, cancellationToken));
            var (nearest, missing) = refusal is null
                ? await ByVectorAsync(found.Value, text, search, exact.Count > 0 ? LongestWaitForExtras : LongestWait, watch, cancellationToken)
                : ([], refusal);
            return missing is not null && exact.Count == 0
                ? missing
                : new SearchAnswer(Merge(exact, nearest, search.Limit), watch.Elapsed, watch.Steps, missing ?? UnknownModel(found.Value));
        }
        catch (ProblemException exception)
        {
            LogFailed(exception, search.Collection);
            return exception.Problem;
        }
    }

    /// <summary>Why a search of this collection would be refused whatever is searched for; null: it would not. Asked before a picture is paid for.</summary>
    internal async Task<Problem?> RefusalAsync(string collection, int limit, CancellationToken cancellationToken) =>
        Check("any", limit) ?? (await collections.FindAsync(collection, cancellationToken)).Problem;

    /// <summary>Vectors of another model can't be compared. Of an adopted collection's nobody may have said whose they are: then their length decides, and the answer warns.</summary>
    private Problem? RefusalOf(Collection collection) => collection.Fingerprint() switch
    {
        null when collection.VectorSize == embedder.Fingerprint.Dimensions => null,
        { } known when known == embedder.Fingerprint => null,
        _ => collection.RefusalOf(embedder.Fingerprint),
    };

    private static Problem? UnknownModel(Collection collection) => collection.Fingerprint() is null ? collection.Warning() : null;

    private static Problem? Check(string text, int limit) => text.Length switch
    {
        0 => new Problem(ErrorCatalog.SearchTextEmpty, "The search text is empty."),
        > LongestText => new Problem(ErrorCatalog.SearchTextTooLong, $"The search text has {text.Length} characters; the most is {LongestText}."),
        _ => limit is < 1 or > HighestLimit ? new Problem(ErrorCatalog.SearchLimitOutOfRange, $"The limit is {limit}; it may be 1 to {HighestLimit}.") : null,
    };

    private async Task<IReadOnlyList<SearchResult>> ByCodeAsync(Collection collection, string text, TextSearch search, CancellationToken cancellationToken)
    {
        var filter = CodeFilter.Of([text, .. search.Codes], search.Filter);
        var page = await store.ScrollAsync(collection.PhysicalName, filter, from: null, search.Limit, withVector: false, cancellationToken);
        return [.. page.Points.Select(point => SearchPayload.Result(point.Id, score: 1, point.Payload, exactCode: true))];
    }

    private async Task<(IReadOnlyList<SearchResult> Results, Problem? Missing)> ByVectorAsync(
        Collection collection, string text, TextSearch search, TimeSpan patience, SearchWatch watch, CancellationToken cancellationToken)
    {
        using var tooLate = new CancellationTokenSource(patience, time);
        using var embedding = CancellationTokenSource.CreateLinkedTokenSource(tooLate.Token, cancellationToken);
        EmbeddingResult embedded;
        try
        {
            embedded = await watch.StepAsync("embed", () => embedder.EmbedAsync([text], EmbeddingTask.Query, embedding.Token));
        }
        catch (EmbeddingException exception)
        {
            LogNoVector(collection.Name, exception.Problem);
            return ([], exception.Problem);
        }
        catch (OperationCanceledException) when (tooLate.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ([], new Problem(ErrorCatalog.ModelUnreachable, $"There was no vector for the search text within {patience.TotalSeconds:0} s."));
        }

        // Those found by code may be among the nearest; twice the limit leaves enough when they are dropped.
        var query = new VectorQuery(embedded.Vectors[0], search.Limit * 2, search.Filter);
        var points = await watch.StepAsync("query", () => store.QueryAsync(collection.PhysicalName, query, cancellationToken));
        return ([.. points.Select(point => SearchPayload.Result(point.Id, point.Score, point.Payload, exactCode: false))], null);
    }

    private static IReadOnlyList<SearchResult> Merge(IReadOnlyList<SearchResult> exact, IReadOnlyList<SearchResult> nearest, int limit) =>
        [.. exact.Concat(nearest).DistinctBy(result => result.Id).Take(limit)];

    [LoggerMessage(EventId = 8001, Level = LogLevel.Warning, Message = "Search in collection {Collection} failed or is incomplete")]
    private partial void LogFailed(Exception exception, string collection);

    [LoggerMessage(EventId = 8002, Level = LogLevel.Warning, Message = "Search in collection {Collection} goes on without a vector: {Problem}")]
    private partial void LogNoVector(string collection, Problem problem);
}
