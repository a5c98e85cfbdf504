using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Notifications;

namespace SyncAdmin.App.Notifications;

/// <summary><c>/api/notifications</c>: endpoints that hear of events, and the bell's list.</summary>
internal static class NotificationRoutes
{
    internal static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/notifications").WithTags("Notifications");
        group.MapGet("", ListAsync).WithSummary("Endpoints, oldest first, without their secrets").Answers<NotificationEndpointView>();
        group.MapPost("", CreateAsync).WithSummary("Makes an endpoint; the answer holds its secret, once").Produces<NotificationEndpointView>(StatusCodes.Status201Created);
        group.MapGet("/kinds", Kinds).WithSummary("Kinds that an endpoint can want").Produces<IReadOnlyList<string>>();
        group.MapGet("/events", EventsAsync).WithSummary("What happened, newest first; unread=true leaves out what the caller has marked as read").Answers<NotificationView>();
        group.MapPost("/events/read", MarkReadAsync).WithSummary("Marks events as read by the caller: these ids, or all without a body").Produces<MarkReadAnswer>();
        group.MapGet("/{id:guid}", GetAsync).WithSummary("One endpoint, without its secret").Produces<NotificationEndpointView>();
        group.MapPut("/{id:guid}", UpdateAsync).WithSummary("Replaces its settings; its secret stays").Produces<NotificationEndpointView>();
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Deletes it with what was sent to it").Produces(StatusCodes.Status204NoContent);
        group.MapPost("/{id:guid}/test", TestAsync).WithSummary("Sends a signed test now and says what came back").Produces<NotificationTestView>();
        group.MapPost("/{id:guid}/regenerate-secret", RegenerateSecretAsync).WithSummary("A new secret, shown once; the old one signs as well for 24 hours").Produces<NotificationEndpointView>();
        group.MapGet("/{id:guid}/attempts", AttemptsAsync).WithSummary("What was tried, newest first").Answers<NotificationAttemptView>();
        group.MapPost("/{id:guid}/messages/{messageId:guid}/replay", ReplayAsync).WithSummary("Sends one message again, with the same webhook-id").Produces(StatusCodes.Status202Accepted);
    }

    private static Task<IResult> ListAsync(int? page, int? pageSize, NotificationEndpoints endpoints, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => endpoints.ListAsync(number, size, token));

    private static async Task<IResult> CreateAsync(NotificationEndpointInput input, Caller caller, NotificationEndpoints endpoints, CancellationToken token) =>
        (await endpoints.CreateAsync(input, caller.Actor, caller.CorrelationId, token)).ToResult(made => Results.Created($"/api/notifications/{made.Id}", made));

    private static IResult Kinds() => Results.Ok(NotificationKinds.All);

    private static Task<IResult> EventsAsync(bool? unread, int? page, int? pageSize, Caller caller, NotificationFeed feed, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => feed.ListAsync(caller.Actor, unread ?? false, number, size, token));

    private static async Task<IResult> MarkReadAsync(MarkReadRequest? request, Caller caller, NotificationFeed feed, CancellationToken token)
    {
        if (request?.Ids is { Count: > MarkReadRequest.Most })
        {
            return MarkReadRequest.TooMany(request.Ids.Count).ToResult();
        }

        return Results.Ok(new MarkReadAnswer(await feed.MarkReadAsync(caller.Actor, request?.Ids, token)));
    }

    private static async Task<IResult> GetAsync(Guid id, NotificationEndpoints endpoints, CancellationToken token) => (await endpoints.GetAsync(id, token)).ToOk();

    private static async Task<IResult> UpdateAsync(Guid id, NotificationEndpointInput input, Caller caller, NotificationEndpoints endpoints, CancellationToken token) =>
        (await endpoints.UpdateAsync(id, input, caller.Actor, caller.CorrelationId, token)).ToOk();

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, NotificationEndpoints endpoints, CancellationToken token) =>
        (await endpoints.DeleteAsync(id, caller.Actor, caller.CorrelationId, token)).ToNoContent();

    private static async Task<IResult> TestAsync(Guid id, Caller caller, NotificationEndpoints endpoints, CancellationToken token) =>
        (await endpoints.TestAsync(id, caller.Actor, caller.CorrelationId, token)).ToResult(result => Results.Ok(NotificationTestView.Of(result)));

    private static async Task<IResult> RegenerateSecretAsync(Guid id, Caller caller, NotificationEndpoints endpoints, CancellationToken token) =>
        (await endpoints.RegenerateSecretAsync(id, caller.Actor, caller.CorrelationId, token)).ToOk();

    private static Task<IResult> AttemptsAsync(Guid id, int? page, int? pageSize, NotificationEndpoints endpoints, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => endpoints.AttemptsAsync(id, number, size, token));

    private static async Task<IResult> ReplayAsync(Guid id, Guid messageId, Caller caller, NotificationEndpoints endpoints, CancellationToken token) =>
        (await endpoints.ReplayAsync(id, messageId, caller.Actor, caller.CorrelationId, token)).ToResult(_ => Results.StatusCode(StatusCodes.Status202Accepted));
}
