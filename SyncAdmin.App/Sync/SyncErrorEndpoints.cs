using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Retrying;

namespace SyncAdmin.App.Sync;

/// <summary><c>/api/sync/errors/{jobId}</c>: one by one, by cause, and again.</summary>
internal static class SyncErrorEndpoints
{
    internal static void MapSyncErrors(this IEndpointRouteBuilder group)
    {
        group.MapGet("/errors/{jobId:guid}", ListAsync).WithSummary("Errors of a job, oldest first; of one cause, or resolved ones only, where asked for").Answers<SyncErrorView>();
        group.MapGet("/errors/{jobId:guid}/causes", CausesAsync).WithSummary("Causes of a job's errors, most frequent first").Produces<IReadOnlyList<SyncErrorCause>>();
        group.MapPost("/errors/{jobId:guid}/retry", RetryAsync)
            .WithSummary("Has the records of unresolved errors synced again: all, those of some ids, or those of a cause")
            .Produces<RetryReceipt>(StatusCodes.Status202Accepted);
    }

    private static Task<IResult> ListAsync(Guid jobId, string? cause, bool? resolved, int? page, int? pageSize, SyncErrors errors, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => errors.ListAsync(jobId, cause, resolved, number, size, token));

    private static async Task<IResult> CausesAsync(Guid jobId, SyncErrors errors, CancellationToken token) =>
        (await errors.CausesAsync(jobId, token)).ToOk();

    private static async Task<IResult> RetryAsync(Guid jobId, RetryRequest? request, Caller caller, SyncErrors errors, CancellationToken token)
    {
        if (request?.All is { } all && (!all || request.Ids is not null || request.Cause is not null))
        {
            return new Problem(ErrorCatalog.SyncRetryAmbiguous, all ? "All, and some of them, were asked for." : "all is false.").ToResult();
        }

        var outcome = await errors.RetryAsync(jobId, new RetrySelection(request?.Ids, request?.Cause), caller.Actor, caller.CorrelationId, token);
        return outcome.Succeeded ? Results.Accepted($"/api/sync/jobs/{outcome.Value.JobId}", outcome.Value) : outcome.Problem.ToResult();
    }
}
