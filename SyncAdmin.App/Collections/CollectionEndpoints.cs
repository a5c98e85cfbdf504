using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.Collections;

/// <summary><c>/api/collections</c>: the collections themselves. Their points, indexes and aliases: <see cref="CollectionPartEndpoints"/>.</summary>
internal static class CollectionEndpoints
{
    internal static void MapCollections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/collections").WithTags("Collections");
        group.MapGet("", ListAsync).WithSummary("Collections by name, with live point counts").Answers<CollectionAnswer>();
        group.MapPost("", CreateAsync).WithSummary("Makes an empty collection").Produces<CollectionAnswer>(StatusCodes.Status201Created);
        group.MapGet("/adoptable", AdoptableAsync).WithSummary("What is in the vector store and not SyncAdmin's").Produces<AdoptableList>();
        group.MapPost("/adopt", AdoptAsync).WithSummary("Takes a collection of the vector store over as it is").Produces<CollectionAnswer>(StatusCodes.Status201Created);
        group.MapGet("/{name}", GetAsync).WithSummary("One collection").Produces<CollectionAnswer>();
        group.MapGet("/{name}/info", InfoAsync).WithSummary("What the vector store says of it, its indexes and aliases, and what feeds it").Produces<CollectionInfoAnswer>();
        group.MapPut("/{name}/model", StateModelAsync).WithSummary("States which embedding model made the points of an adopted collection").Produces<CollectionAnswer>();
        group.MapDelete("/{name}", DeleteAsync)
            .WithSummary("Deletes it with its points (an adopted one is given back); refused while a datasource feeds it, unless force=true. confirm, when given, must repeat the name")
            .Produces(StatusCodes.Status204NoContent);
        group.MapCollectionParts();
        group.MapReindexes();
    }

    private static Task<IResult> ListAsync(int? page, int? pageSize, CollectionManager manager, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, async (number, size) =>
        {
            var found = await manager.ListAsync(number, size, token);
            return new Page<CollectionAnswer>([.. found.Items.Select(CollectionAnswer.Of)], found.Total, found.Number, found.Size);
        });

    private static async Task<IResult> CreateAsync(CreateCollectionRequest request, Caller caller, CollectionManager manager, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'name' is missing.").ToResult();
        }

        var spec = request.ToSpec();
        return spec.Succeeded
            ? Made(await manager.CreateAsync(request.Name.Trim(), spec.Value, caller.Actor, caller.CorrelationId, token))
            : spec.Problem.ToResult();
    }

    private static async Task<IResult> AdoptableAsync(CollectionManager manager, CancellationToken token) =>
        Results.Ok(new AdoptableList([.. (await manager.AdoptableAsync(token)).Select(AdoptableAnswer.Of)]));

    private static async Task<IResult> AdoptAsync(AdoptCollectionRequest request, Caller caller, CollectionManager manager, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'name' is missing.").ToResult();
        }

        ModelFingerprint? model = null;
        if (request.Embedding is { } embedding)
        {
            var stated = embedding.ToFingerprint();
            if (!stated.Succeeded)
            {
                return stated.Problem.ToResult();
            }

            model = stated.Value;
        }

        var alias = string.IsNullOrWhiteSpace(request.Alias) ? null : request.Alias.Trim();
        return Made(await manager.AdoptAsync(request.Name, alias, model, caller.Actor, caller.CorrelationId, token));
    }

    private static async Task<IResult> GetAsync(string name, CollectionManager manager, CancellationToken token) => Shown(await manager.GetAsync(name, token));

    private static async Task<IResult> InfoAsync(string name, CollectionManager manager, CancellationToken token) =>
        (await manager.InfoAsync(name, token)).ToResult(info => Results.Ok(CollectionInfoAnswer.Of(info)));

    private static async Task<IResult> StateModelAsync(string name, ModelRequest request, Caller caller, CollectionManager manager, CancellationToken token)
    {
        var stated = request.ToFingerprint();
        return stated.Succeeded ? Shown(await manager.StateModelAsync(name, stated.Value, caller.Actor, caller.CorrelationId, token)) : stated.Problem.ToResult();
    }

    private static async Task<IResult> DeleteAsync(string name, string? confirm, bool? force, Caller caller, CollectionManager manager, CancellationToken token) =>
        confirm is not null && !string.Equals(confirm, name, StringComparison.Ordinal)
            ? new Problem(ErrorCatalog.CollectionConfirmationDiffers, $"confirm is '{confirm}'; the collection is '{name}'.").ToResult()
            : (await manager.DeleteAsync(name, force ?? false, caller.Actor, caller.CorrelationId, token)).ToNoContent();

    private static IResult Made(Outcome<CollectionView> made) =>
        made.ToResult(view => Results.Created($"/api/collections/{Uri.EscapeDataString(view.Name)}", CollectionAnswer.Of(view)));

    private static IResult Shown(Outcome<CollectionView> found) => found.ToResult(view => Results.Ok(CollectionAnswer.Of(view)));
}
