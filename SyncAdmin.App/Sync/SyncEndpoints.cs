using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Core.Sync.Reconciling;
using SyncAdmin.Core.Sync.Schedules;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Sync.Verifying;

namespace SyncAdmin.App.Sync;

/// <summary><c>/api/sync</c>.</summary>
internal static class SyncEndpoints
{
    internal static void MapSync(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/sync").WithTags("Sync");
        group.MapPost("/incremental/{datasourceId:guid}", StartIncrementalAsync).WithSummary("Starts an incremental sync: what changed since the watermark").Produces<SyncJobView>(StatusCodes.Status202Accepted);
        group.MapPost("/full/{datasourceId:guid}", StartFullAsync).WithSummary("Starts a full sync; goes on from the last checkpoint when nothing of the plan has changed").Produces<SyncJobView>(StatusCodes.Status202Accepted);
        group.MapPost("/plan/{datasourceId:guid}", PlanAsync).WithSummary("A dry run over the whole source: what a full sync would do and take; closing the request stops it").Produces<SyncPlanView>();
        group.MapPost("/verify/{datasourceId:guid}", StartVerifyAsync).WithSummary("Compares source, ledger and store, and has what differs written again").Produces<SyncJobView>(StatusCodes.Status202Accepted);
        group.MapGet("/jobs", ListAsync).WithSummary("Jobs, newest first").Answers<SyncJobView>();
        group.MapGet("/jobs/{id:guid}", GetAsync).WithSummary("One job with its live figures").Produces<SyncJobView>();
        group.MapGet("/jobs/{id:guid}/timeline", TimelineAsync).WithSummary("What happened to a job, oldest first").Answers<SyncJobEventView>();
        group.MapGet("/jobs/{id:guid}/verification", VerificationAsync).WithSummary("What a verification has found").Produces<VerifyReportView>();
        group.MapPost("/jobs/{id:guid}/cancel", CancelAsync).WithSummary("Asks for the end; the status flips when the work has stopped").Produces<SyncJobView>(StatusCodes.Status202Accepted);
        group.MapPost("/jobs/{id:guid}/resume", ResumeAsync).WithSummary("Puts a failed or cancelled job back to pending, to go on from its checkpoint").Produces<SyncJobView>(StatusCodes.Status202Accepted);
        group.MapSweep();
        group.MapSyncErrors();
        group.MapPost("/jobs/{id:guid}/reconcile", ReconcileAsync).WithSummary("Compares what is shown of a job with what really runs, and mends it").Produces<SyncReconcileView>();
        group.MapGet("/schedules", SchedulesAsync).WithSummary("Schedules with their next and last five times").Answers<SyncScheduleView>();
    }

    private static async Task<IResult> StartIncrementalAsync(Guid datasourceId, Caller caller, SyncService service, CancellationToken token) =>
        await AcceptedAsync(await service.StartIncrementalAsync(datasourceId, caller.Actor, caller.CorrelationId, token), service, token);

    private static async Task<IResult> StartFullAsync(Guid datasourceId, Caller caller, SyncService service, CancellationToken token) =>
        await AcceptedAsync(await service.StartFullAsync(datasourceId, caller.Actor, caller.CorrelationId, token), service, token);

    private static async Task<IResult> PlanAsync(Guid datasourceId, Caller caller, PlanService plans, CancellationToken token) =>
        (await plans.PlanAsync(datasourceId, caller.Actor, caller.CorrelationId, token)).ToOk();

    private static async Task<IResult> StartVerifyAsync(Guid datasourceId, Caller caller, SyncService service, CancellationToken token) =>
        await AcceptedAsync(await service.StartVerifyAsync(datasourceId, caller.Actor, caller.CorrelationId, token), service, token);

    private static async Task<IResult> CancelAsync(Guid id, Caller caller, SyncService service, CancellationToken token) =>
        await AcceptedAsync(await service.CancelAsync(id, caller.Actor, token), service, token);

    private static async Task<IResult> ResumeAsync(Guid id, Caller caller, SyncService service, CancellationToken token) =>
        await AcceptedAsync(await service.ResumeAsync(id, caller.Actor, token), service, token);

    private static async Task<IResult> ReconcileAsync(Guid id, Caller caller, SyncReconciler reconciler, CancellationToken token) =>
        (await reconciler.ReconcileAsync(id, caller.Actor, token)).ToOk();

    private static async Task<IResult> GetAsync(Guid id, SyncService service, CancellationToken token) =>
        (await service.GetAsync(id, token)).ToOk();

    private static async Task<IResult> VerificationAsync(Guid id, SyncVerification verification, CancellationToken token) =>
        (await verification.GetAsync(id, token)).ToOk();

    private static Task<IResult> TimelineAsync(Guid id, int? page, int? pageSize, SyncTimeline timeline, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => timeline.ListAsync(id, number, size, token));

    private static Task<IResult> ListAsync(Guid? datasourceId, string? status, string? type, int? page, int? pageSize, SyncService service, CancellationToken token)
    {
        if (!Words.TryRead<SyncJobStatus>(status, out var wantedStatus))
        {
            return Task.FromResult(Words.Unknown<SyncJobStatus>("status", status).ToResult());
        }

        if (!Words.TryRead<SyncJobType>(type, out var wantedType))
        {
            return Task.FromResult(Words.Unknown<SyncJobType>("type", type).ToResult());
        }

        var filter = new SyncJobFilter(datasourceId, wantedStatus, wantedType);
        return Paging.ListAsync(page, pageSize, (number, size) => service.ListAsync(filter, number, size, token));
    }

    private static Task<IResult> SchedulesAsync(int? page, int? pageSize, SyncSchedules schedules, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => schedules.ListAsync(number, size, token));

    /// <summary>202 with the job and where to watch it; a conflict brings along the job that is in the way.</summary>
    private static async Task<IResult> AcceptedAsync(Outcome<SyncJobView> outcome, SyncService service, CancellationToken token)
    {
        if (outcome.Succeeded)
        {
            return Results.Accepted($"/api/sync/jobs/{outcome.Value.Id}", outcome.Value);
        }

        var problem = outcome.Problem;
        if (problem.Extensions.TryGetValue("jobId", out var value) && value is Guid jobId && !problem.Extensions.ContainsKey("job"))
        {
            var job = await service.GetAsync(jobId, token);
            problem = job.Succeeded
                ? problem with { Extensions = new Dictionary<string, object?>(problem.Extensions, StringComparer.Ordinal) { ["job"] = job.Value } }
                : problem;
        }

        return problem.ToResult();
    }
}
