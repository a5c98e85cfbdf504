using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Reindexing;

namespace SyncAdmin.App.Collections;

/// <summary><c>/api/collections/{name}/reindex</c> and <c>/rollback</c>.</summary>
internal static class ReindexEndpoints
{
    internal static void MapReindexes(this RouteGroupBuilder group)
    {
        group.MapGet("/{name}/reindex", GetAsync).WithSummary("The newest re-index: how far it has come, its jobs and what was compared").Produces<ReindexAnswer>();
        group.MapPost("/{name}/reindex", StartAsync)
            .WithSummary("Builds the collection anew beside the live one and switches; without a body, an open re-index goes on").Produces<ReindexAnswer>(StatusCodes.Status202Accepted);
        group.MapDelete("/{name}/reindex", AbandonAsync).WithSummary("Gives an open re-index up; the live collection stays as it is").Produces<ReindexAnswer>();
        group.MapPost("/{name}/rollback", RollbackAsync)
            .WithSummary("Has the name stand for the physical collection before the newest re-index again, and syncs what came since").Produces<ReindexAnswer>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> GetAsync(string name, ReindexService reindexes, CancellationToken token) =>
        (await reindexes.GetAsync(name, token)).ToResult(view => Results.Ok(ReindexAnswer.Of(view)));

    private static async Task<IResult> StartAsync(string name, ReindexCollectionRequest? request, Caller caller, ReindexService reindexes, CancellationToken token)
    {
        var asked = request is null ? new ReindexRequest() : request.ToRequest();
        return asked.Succeeded ? Accepted(await reindexes.StartAsync(name, asked.Value, caller.Actor, caller.CorrelationId, token)) : asked.Problem.ToResult();
    }

    private static async Task<IResult> AbandonAsync(string name, Caller caller, ReindexService reindexes, CancellationToken token) =>
        (await reindexes.AbandonAsync(name, caller.Actor, caller.CorrelationId, token)).ToResult(view => Results.Ok(ReindexAnswer.Of(view)));

    private static async Task<IResult> RollbackAsync(string name, Caller caller, ReindexService reindexes, CancellationToken token) =>
        Accepted(await reindexes.RollbackAsync(name, caller.Actor, caller.CorrelationId, token));

    private static IResult Accepted(Outcome<ReindexView> started) =>
        started.ToResult(view => Results.Accepted($"/api/collections/{Uri.EscapeDataString(view.Collection)}/reindex", ReindexAnswer.Of(view)));
}
