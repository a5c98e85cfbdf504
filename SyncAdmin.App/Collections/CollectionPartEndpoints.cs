using System.Text.Json;
using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Collections;

/// <summary>Points, payload indexes and aliases of a collection.</summary>
internal static class CollectionPartEndpoints
{
    internal static void MapCollectionParts(this RouteGroupBuilder group)
    {
        group.MapPost("/{name}/points/query", QueryAsync).WithSummary("Points in id order, filtered; next is the offset of the next page").Produces<PointPage>();
        group.MapGet("/{name}/points/{id}", PointAsync).WithSummary("One point by its UUID").Produces<PointView>();
        group.MapPut("/{name}/indexes/{field}", SetIndexAsync).WithSummary("Indexes a payload field").Produces(StatusCodes.Status204NoContent);
        group.MapDelete("/{name}/indexes/{field}", DropIndexAsync).WithSummary("Drops a payload index").Produces(StatusCodes.Status204NoContent);
        group.MapPut("/{name}/aliases/{alias}", SetAliasAsync).WithSummary("Gives a collection one more name").Produces(StatusCodes.Status204NoContent);
        group.MapDelete("/{name}/aliases/{alias}", DropAliasAsync).WithSummary("Takes a further name away").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> QueryAsync(string name, PointQueryRequest request, CollectionPoints points, CancellationToken token)
    {
        var query = new PointQuery(WithVector: request.WithVector ?? false);
        if (request.Filter is { ValueKind: not JsonValueKind.Null } json)
        {
            var filter = FilterJson.Parse(json);
            if (!filter.Succeeded)
            {
                return filter.Problem.ToResult();
            }

            query = query with { Filter = filter.Value };
        }

        if (!string.IsNullOrEmpty(request.Offset))
        {
            if (!Guid.TryParse(request.Offset, out var from))
            {
                return new Problem(ErrorCatalog.PointIdInvalid, $"offset '{request.Offset}' is not a UUID.").ToResult();
            }

            query = query with { From = from };
        }

        return (await points.QueryAsync(name, request.Limit is { } limit ? query with { Limit = limit } : query, token)).ToOk();
    }

    private static async Task<IResult> PointAsync(string name, string id, bool? withVector, CollectionPoints points, CancellationToken token) =>
        (await points.GetAsync(name, id, withVector ?? false, token)).ToOk();

    private static async Task<IResult> SetIndexAsync(string name, string field, IndexRequest request, Caller caller, CollectionManager manager, CancellationToken token) =>
        string.IsNullOrWhiteSpace(request.Schema)
            ? new Problem(ErrorCatalog.RequestMalformed, "'schema' is missing.").ToResult()
            : (await manager.SetIndexAsync(name, field, request.Schema, caller.Actor, caller.CorrelationId, token)).ToNoContent();

    private static async Task<IResult> DropIndexAsync(string name, string field, Caller caller, CollectionManager manager, CancellationToken token) =>
        (await manager.DropIndexAsync(name, field, caller.Actor, caller.CorrelationId, token)).ToNoContent();

    private static async Task<IResult> SetAliasAsync(string name, string alias, Caller caller, CollectionManager manager, CancellationToken token) =>
        (await manager.SetAliasAsync(name, alias, caller.Actor, caller.CorrelationId, token)).ToNoContent();

    private static async Task<IResult> DropAliasAsync(string name, string alias, Caller caller, CollectionManager manager, CancellationToken token) =>
        (await manager.DropAliasAsync(name, alias, caller.Actor, caller.CorrelationId, token)).ToNoContent();
}
