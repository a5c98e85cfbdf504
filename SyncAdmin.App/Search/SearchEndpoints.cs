using System.Text.Json;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Search;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Search;

/// <summary><c>/api/search</c>.</summary>
internal static class SearchEndpoints
{
    private const int DefaultLimit = 10;

    internal static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/search").WithTags("Search");
        group.MapPost("/text", SearchTextAsync).WithSummary("Finds records by words or code; an exact code comes first").Produces<SearchAnswerView>();
    }

    private static async Task<IResult> SearchTextAsync(SearchTextRequest request, SearchService service, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(request.Collection) || string.IsNullOrWhiteSpace(request.Text))
        {
            var missing = string.IsNullOrWhiteSpace(request.Collection) ? "collection" : "text";
            return new Problem(ErrorCatalog.RequestMalformed, $"'{missing}' is missing.").ToResult();
        }

        Filter? filter = null;
        if (request.Filter is { ValueKind: not JsonValueKind.Null } json)
        {
            var parsed = FilterJson.Parse(json);
            if (!parsed.Succeeded)
            {
                return parsed.Problem.ToResult();
            }

            filter = parsed.Value;
        }

        return (await service.SearchTextAsync(new TextSearch(request.Collection, request.Text, request.Limit ?? DefaultLimit, filter), token)).ToResult(answer => Results.Ok(SearchAnswerView.Of(answer)));
    }
}
