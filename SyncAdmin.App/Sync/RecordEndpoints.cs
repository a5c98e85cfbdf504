using Microsoft.AspNetCore.Http.Features;
using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Inspecting;

namespace SyncAdmin.App.Sync;

/// <summary><c>/api/datasources/{id}/records/{code}</c>: the record inspector.</summary>
internal static class RecordEndpoints
{
    internal static void MapRecords(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/datasources/{id:guid}/records/{code}").WithTags("Records");
        group.MapGet("", InspectAsync)
            .WithSummary("What source, ledger and store say of the records of a code, where they differ, what the next sync will do, and what has happened to them")
            .Produces<RecordInspectionView>();
        group.MapPost("/sync", SyncAsync)
            .WithSummary("Syncs just the records of a code: written where the source has them, removed where it has not, and healed where the store differs")
            .Produces<RecordJobView>(StatusCodes.Status202Accepted);
        group.MapDelete("", DeleteAsync)
            .WithSummary("Removes the points of a code's records, even where the source has them; the next full sync writes those again")
            .Produces<RecordJobView>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> InspectAsync(Guid id, string code, HttpContext context, RecordInspector inspector, CancellationToken token) =>
        (await inspector.InspectAsync(id, CodeOf(context, code, segmentsAfter: 0), token)).ToResult(inspection => Results.Ok(RecordInspectionView.Of(inspection)));

    private static async Task<IResult> SyncAsync(Guid id, string code, HttpContext context, Caller caller, RecordActions actions, CancellationToken token) =>
        Accepted(await actions.SyncAsync(id, CodeOf(context, code, segmentsAfter: 1), caller.Actor, caller.CorrelationId, token));

    private static async Task<IResult> DeleteAsync(Guid id, string code, HttpContext context, Caller caller, RecordActions actions, CancellationToken token) =>
        Accepted(await actions.DeleteAsync(id, CodeOf(context, code, segmentsAfter: 0), caller.Actor, caller.CorrelationId, token));

    private static IResult Accepted(Outcome<RecordJobView> outcome) => outcome.ToResult(job => Results.Accepted($"/api/sync/jobs/{job.Id}", job));

    /// <summary>
    /// The code of the address. Servers decode an address but leave <c>%2F</c> as it is, so that after them nobody can tell a code with a slash from one
    /// with <c>%2F</c> in it: those are read from the request as it came.
    /// </summary>
    private static string CodeOf(HttpContext context, string routed, int segmentsAfter)
    {
        if (!routed.Contains('%', StringComparison.Ordinal) || context.Features.Get<IHttpRequestFeature>()?.RawTarget is not { Length: > 0 } target)
        {
            return routed;
        }

        var end = target.IndexOf('?', StringComparison.Ordinal);
        var segments = (end < 0 ? target : target[..end]).TrimEnd('/').Split('/');
        return Uri.UnescapeDataString(segments[^(1 + segmentsAfter)]);
    }
}
