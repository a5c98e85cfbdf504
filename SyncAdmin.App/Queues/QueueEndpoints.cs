using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Queue.Administration;

namespace SyncAdmin.App.Queues;

/// <summary><c>/api/queues</c>.</summary>
internal static class QueueEndpoints
{
    internal static IServiceCollection AddQueueActions(this IServiceCollection services) => services.AddSingleton<QueueActions>();

    internal static void MapQueues(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/queues").WithTags("Queues");
        group.MapGet("", ListAsync).WithSummary("Queues by name, with their figures").Answers<QueueView>();
        group.MapGet("/{name}/metrics", MetricsAsync).WithSummary("How many messages wait, are worked on, are done; how long the oldest has waited").Produces<QueueMetrics>();
        group.MapGet("/{name}/messages", MessagesAsync).WithSummary("Messages, newest first unless order=oldest; archived=true looks into the archive").Answers<MessageView>();
        group.MapGet("/{name}/messages/{id}", MessageAsync).WithSummary("One message with payload, attempts and response").Produces<MessageDetails>();
        group.MapDelete("/{name}/messages/{id}", DeleteAsync).WithSummary("Removes a message that nobody works on").Produces(StatusCodes.Status204NoContent);
        group.MapPost("/{name}/messages/{id}/retry", RetryAsync).WithSummary("Lets a message that waits for its time be read now").Produces<MessageDetails>();
        group.MapPost("/{name}/pause", PauseAsync).WithSummary("Nothing is read until it is resumed; sending goes on").Produces<QueueView>();
        group.MapPost("/{name}/resume", ResumeAsync).WithSummary("Read again, at once").Produces<QueueView>();
        group.MapPost("/{name}/replay", ReplayAsync).WithSummary("Dead letters go round again: all, those with these ids, or those of a filter; status=completed replays completed messages").Produces<ReplayAnswer>();
        group.MapPost("/{name}/delete", DeleteManyAsync).WithSummary("Removes the messages of a filter that nobody works on; the filter must name something").Produces<DeleteAnswer>();
    }

    private static Task<IResult> ListAsync(int? page, int? pageSize, QueueAdministration queues, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => queues.ListAsync(number, size, token));

    private static async Task<IResult> MetricsAsync(string name, QueueAdministration queues, CancellationToken token) =>
        (await queues.GetAsync(name, token)).ToResult(queue => Results.Ok(queue.Metrics));

    private static Task<IResult> MessagesAsync(string name, [AsParameters] MessageListRequest request, QueueAdministration queues, CancellationToken token)
    {
        var query = request.ToQuery();
        return query.Succeeded
            ? Paging.ListAsync(request.Page, request.PageSize, (number, size) => queues.ListMessagesAsync(name, query.Value, number, size, token))
            : Task.FromResult(query.Problem.ToResult());
    }

    private static async Task<IResult> MessageAsync(string name, long id, QueueAdministration queues, CancellationToken token) =>
        (await queues.FindMessageAsync(name, id, token)).ToOk();

    private static async Task<IResult> DeleteAsync(string name, long id, Caller caller, QueueActions actions, CancellationToken token) =>
        (await actions.DeleteAsync(name, id, caller, token)).ToNoContent();

    private static async Task<IResult> RetryAsync(string name, long id, Caller caller, QueueActions actions, CancellationToken token) =>
        (await actions.RetryNowAsync(name, id, caller, token)).ToOk();

    private static async Task<IResult> PauseAsync(string name, Caller caller, QueueActions actions, CancellationToken token) =>
        (await actions.PauseAsync(name, caller, token)).ToOk();

    private static async Task<IResult> ResumeAsync(string name, Caller caller, QueueActions actions, CancellationToken token) =>
        (await actions.ResumeAsync(name, caller, token)).ToOk();

    private static async Task<IResult> ReplayAsync(string name, MessageFilterRequest? request, Caller caller, QueueActions actions, CancellationToken token)
    {
        var filter = (request ?? new MessageFilterRequest()).ToFilter();
        return filter.Succeeded
            ? (await actions.ReplayAsync(name, filter.Value, caller, token)).ToResult(replayed => Results.Ok(new ReplayAnswer(replayed)))
            : filter.Problem.ToResult();
    }

    private static async Task<IResult> DeleteManyAsync(string name, MessageFilterRequest? request, Caller caller, QueueActions actions, CancellationToken token)
    {
        var filter = (request ?? new MessageFilterRequest()).ToFilter();
        return filter.Succeeded
            ? (await actions.DeleteAsync(name, filter.Value, caller, token)).ToResult(deleted => Results.Ok(new DeleteAnswer(deleted)))
            : filter.Problem.ToResult();
    }
}
