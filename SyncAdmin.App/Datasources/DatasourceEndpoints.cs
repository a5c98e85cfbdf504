using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Datasources;

namespace SyncAdmin.App.Datasources;

/// <summary><c>/api/datasources</c>.</summary>
internal static class DatasourceEndpoints
{
    internal static void MapDatasources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/datasources").WithTags("Datasources");
        group.MapGet("", ListAsync).WithSummary("Datasources by name").Answers<DatasourceView>();
        group.MapPost("", CreateAsync).WithSummary("Makes a datasource; the answer holds the webhook secret, once").Produces<DatasourceView>(StatusCodes.Status201Created);
        group.MapPost("/test-connection", TestConnectionAsync).WithSummary("Tests a connection that is not stored").Produces<ConnectionTestView>();
        group.MapGet("/{id:guid}", GetAsync).WithSummary("One datasource, without its secrets").Produces<DatasourceView>();
        group.MapPut("/{id:guid}", UpdateAsync).WithSummary("Replaces its settings; secrets that are left out stay").Produces<DatasourceView>();
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Deletes it with its jobs; its points stay in the collection").Produces(StatusCodes.Status204NoContent);
        group.MapPost("/{id:guid}/test", TestAsync).WithSummary("Tests the stored connection").Produces<ConnectionTestView>();
        group.MapGet("/{id:guid}/preview", PreviewAsync).WithSummary("First rows and the total").Produces<PreviewView>();
        group.MapPost("/{id:guid}/validate-query", ValidateQueryAsync).WithSummary("Checks the stored query, or another one, without running it").Produces<QueryCheckView>();
        group.MapPost("/{id:guid}/regenerate-webhook-secret", RegenerateWebhookSecretAsync).WithSummary("A new webhook secret, shown once; the one so far stays good for 24 hours, or as many as overlapHours says").Produces<DatasourceView>();
        group.MapPost("/{id:guid}/pause", PauseAsync).WithSummary("Schedules off").Produces<DatasourceView>();
        group.MapPost("/{id:guid}/resume", ResumeAsync).WithSummary("Schedules on again").Produces<DatasourceView>();
    }

    private static Task<IResult> ListAsync(int? page, int? pageSize, DatasourceService service, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => service.ListAsync(number, size, token));

    private static async Task<IResult> CreateAsync(DatasourceInput input, Caller caller, DatasourceService service, CancellationToken token) =>
        (await service.CreateAsync(input, caller.Actor, caller.CorrelationId, token))
            .ToResult(made => Results.Created($"/api/datasources/{made.Id}", made));

    private static async Task<IResult> GetAsync(Guid id, DatasourceService service, CancellationToken token) =>
        (await service.GetAsync(id, token)).ToOk();

    private static async Task<IResult> UpdateAsync(Guid id, DatasourceInput input, Caller caller, DatasourceService service, CancellationToken token) =>
        (await service.UpdateAsync(id, input, caller.Actor, caller.CorrelationId, token)).ToOk();

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, DatasourceService service, CancellationToken token) =>
        (await service.DeleteAsync(id, caller.Actor, caller.CorrelationId, token)).ToNoContent();

    private static async Task<IResult> TestAsync(Guid id, DatasourceService service, CancellationToken token) =>
        (await service.TestAsync(id, token)).ToResult(test => Results.Ok(ConnectionTestView.Of(test)));

    private static async Task<IResult> TestConnectionAsync(TestConnectionRequest request, DatasourceService service, CancellationToken token) =>
        (await service.TestConnectionAsync(request.Type, request.ConnectionConfig, token)).ToResult(test => Results.Ok(ConnectionTestView.Of(test)));

    private static async Task<IResult> PreviewAsync(Guid id, int? limit, DatasourceService service, CancellationToken token) =>
        limit is < 1 or > PreviewView.MostRows
            ? PreviewView.LimitOutOfRange(limit.Value).ToResult()
            : (await service.PreviewAsync(id, limit ?? PreviewView.DefaultRows, token)).ToResult(preview => Results.Ok(PreviewView.Of(preview)));

    private static async Task<IResult> ValidateQueryAsync(Guid id, ValidateQueryRequest? request, DatasourceService service, CancellationToken token) =>
        (await service.ValidateQueryAsync(id, request?.Query, token)).ToResult(check => Results.Ok(QueryCheckView.Of(check)));

    private static async Task<IResult> RegenerateWebhookSecretAsync(
        Guid id, RegenerateWebhookSecretRequest? request, Caller caller, DatasourceService service, CancellationToken token) =>
        request?.OverlapHours is < 0 or > RegenerateWebhookSecretRequest.MostHours
            ? RegenerateWebhookSecretRequest.OutOfRange(request.OverlapHours.Value).ToResult()
            : (await service.RegenerateWebhookSecretAsync(id, RegenerateWebhookSecretRequest.OverlapOf(request), caller.Actor, caller.CorrelationId, token)).ToOk();

    private static async Task<IResult> PauseAsync(Guid id, Caller caller, DatasourceService service, CancellationToken token) =>
        (await service.PauseAsync(id, caller.Actor, caller.CorrelationId, token)).ToOk();

    private static async Task<IResult> ResumeAsync(Guid id, Caller caller, DatasourceService service, CancellationToken token) =>
        (await service.ResumeAsync(id, caller.Actor, caller.CorrelationId, token)).ToOk();
}
