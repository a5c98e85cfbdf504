using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Collections;

/// <summary><c>/api/collections</c>.</summary>
internal static class CollectionEndpoints
{
    internal static void MapCollections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/collections").WithTags("Collections");
        group.MapGet("", ListAsync).WithSummary("Collections by name, with live point counts").Answers<CollectionView>();
        group.MapPost("", CreateAsync).WithSummary("Makes an empty collection").Produces<CollectionView>(StatusCodes.Status201Created);
        group.MapGet("/{name}", GetAsync).WithSummary("One collection").Produces<CollectionView>();
        group.MapGet("/{name}/info", InfoAsync).WithSummary("What the vector store says of it").Produces<CollectionDescription>();
        group.MapDelete("/{name}", DeleteAsync).WithSummary("Deletes it with its points; refused while a datasource feeds it, unless force=true").Produces(StatusCodes.Status204NoContent);
    }

    private static Task<IResult> ListAsync(int? page, int? pageSize, CollectionManager manager, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => manager.ListAsync(number, size, token));

    private static async Task<IResult> CreateAsync(CreateCollectionRequest request, Caller caller, CollectionManager manager, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'name' is missing.").ToResult();
        }

        if (request.VectorSize is not { } vectorSize)
        {
            return new Problem(ErrorCatalog.RequestMalformed, "'vectorSize' is missing.").ToResult();
        }

        var spec = new CollectionSpec(vectorSize, request.Distance ?? Distance.Cosine, request.Hnsw?.M, request.Hnsw?.EfConstruct);
        return (await manager.CreateAsync(request.Name.Trim(), spec, caller.Actor, caller.CorrelationId, token))
            .ToResult(made => Results.Created($"/api/collections/{Uri.EscapeDataString(made.Name)}", made));
    }

    private static async Task<IResult> GetAsync(string name, CollectionManager manager, CancellationToken token) => (await manager.GetAsync(name, token)).ToOk();

    private static async Task<IResult> InfoAsync(string name, CollectionManager manager, CancellationToken token) => (await manager.InfoAsync(name, token)).ToOk();

    private static async Task<IResult> DeleteAsync(string name, bool? force, Caller caller, CollectionManager manager, CancellationToken token) =>
        (await manager.DeleteAsync(name, force ?? false, caller.Actor, caller.CorrelationId, token)).ToNoContent();
}
