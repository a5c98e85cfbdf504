using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Search;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Search;

/// <summary><c>/api/search</c>.</summary>
internal static class SearchEndpoints
{
    private const int DefaultLimit = 10;
    private static readonly JsonSerializerOptions FilterOptions = new() { Converters = { new WellFormedElement() } };

    internal static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/search").WithTags("Search");
        group.MapPost("/text", SearchTextAsync).WithSummary("Finds records by words or code; an exact code comes first").Produces<SearchAnswerView>();
        group.MapPost("/image", SearchImageAsync)
            .WithSummary("Finds records by a picture: says what is in it, matches its codes exactly first, then its text")
            .AddOpenApiOperationTransformer(PictureFormDescription.DescribeAsync)
            .WithMetadata(new RequestSizeLimitAttribute(PictureForm.LargestRequest))
            .RequireRateLimiting(RateLimits.Pictures)
            .Produces<SearchImageAnswerView>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> SearchTextAsync(SearchTextRequest request, SearchService service, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(request.Collection) || string.IsNullOrWhiteSpace(request.Text))
        {
            var missing = string.IsNullOrWhiteSpace(request.Collection) ? "collection" : "text";
            return new Problem(ErrorCatalog.RequestMalformed, $"'{missing}' is missing.").ToResult();
        }

        var filter = FilterOf(request.Filter);
        return filter.Succeeded
            ? (await service.SearchTextAsync(new TextSearch(request.Collection, request.Text, request.Limit ?? DefaultLimit, filter.Value.Filter), token)).ToResult(answer => Results.Ok(SearchAnswerView.Of(answer)))
            : filter.Problem.ToResult();
    }

    private static async Task<IResult> SearchImageAsync(HttpRequest request, ImageSearchService service, CancellationToken token)
    {
        var form = await PictureForm.ReadAsync(request, token);
        if (!form.Succeeded)
        {
            return form.Problem.ToResult();
        }

        var search = SearchOf(form.Value);
        return search.Succeeded ? (await service.SearchAsync(search.Value, token)).ToResult(answer => Results.Ok(SearchImageAnswerView.Of(answer))) : search.Problem.ToResult();
    }

    private static Outcome<ImageSearch> SearchOf(PictureForm form)
    {
        var collection = form.Fields.GetValueOrDefault("collection");
        if (form.Fields.GetValueOrDefault("search") is "false")
        {
            return new ImageSearch(form.Image, Collection: null);
        }

        if (string.IsNullOrWhiteSpace(collection))
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'collection' is missing.");
        }

        var limit = DefaultLimit;
        if (form.Fields.GetValueOrDefault("limit") is { Length: > 0 } asked && !int.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out limit))
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'limit' is not a whole number.");
        }

        var filter = FilterIn(form.Fields.GetValueOrDefault("filter"));
        return filter.Succeeded ? new ImageSearch(form.Image, collection, limit, filter.Value.Filter) : filter.Problem;
    }

    private static Outcome<Wanted> FilterIn(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new Wanted(null);
        }

        try
        {
            return FilterOf(JsonSerializer.Deserialize<JsonElement>(json, FilterOptions));
        }
        catch (JsonException)
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'filter' is not JSON.");
        }
    }

    private static Outcome<Wanted> FilterOf(JsonElement? json)
    {
        if (json is not { ValueKind: not JsonValueKind.Null } given)
        {
            return new Wanted(null);
        }

        var parsed = FilterJson.Parse(given);
        return parsed.Succeeded ? new Wanted(parsed.Value) : parsed.Problem;
    }

    private sealed record Wanted(Filter? Filter);
}
