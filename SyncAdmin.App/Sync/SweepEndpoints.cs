using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Sweeping;

namespace SyncAdmin.App.Sync;

/// <summary>What people say to a sweep: <c>/api/sync/jobs/{id}/decision</c> and <c>/restore</c>.</summary>
internal static class SweepEndpoints
{
    internal static void MapSweep(this IEndpointRouteBuilder group)
    {
        group.MapPost("/jobs/{id:guid}/decision", DecideAsync)
            .WithSummary("Accepts or rejects what the job asks: a large deletion, spending beyond the budget, columns that have changed")
            .Produces<SyncJobView>(StatusCodes.Status202Accepted);
        group.MapPost("/jobs/{id:guid}/restore", RestoreAsync)
            .WithSummary("Puts back the points that the job's sweep removed; a record that is there again stays as it is")
            .Produces<RestoreView>();
    }

    private static async Task<IResult> DecideAsync(Guid id, DecisionRequest request, Caller caller, JobConsents consents, SyncDecisions decisions, CancellationToken token)
    {
        if (request.Accept is not { } accept)
        {
            return new Problem(ErrorCatalog.RequestMalformed, "accept is missing: it is true or false.").ToResult();
        }

        var outcome = await consents.DecideAsync(id, accept, caller.Actor, token) ?? await decisions.DecideAsync(id, accept, caller.Actor, token);
        return outcome.Succeeded ? Results.Accepted($"/api/sync/jobs/{id}", outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<IResult> RestoreAsync(Guid id, Caller caller, SyncRestores restores, CancellationToken token) =>
        (await restores.RestoreAsync(id, caller.Actor, caller.CorrelationId, token)).ToOk();
}
