using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Health;

/// <summary><c>/api/health</c>, <c>/livez</c>, <c>/readyz</c>.</summary>
internal static class HealthEndpoints
{
    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/livez", () => Results.Text("alive\n")).ExcludeFromDescription();
        routes.MapGet("/readyz", ReadyAsync).ExcludeFromDescription();
        var group = routes.MapGroup("/api/health").WithTags("Health");
        group.MapGet("", AllAsync).WithSummary("The status; with sign-in or a key also the parts").Produces<HealthView>();
        group.MapGet("/database", (HealthProbe probe, CancellationToken token) => PartAsync(HealthProbe.Database, probe, token)).WithSummary("The state database").Produces<PartHealth>();
        group.MapGet("/qdrant", (HealthProbe probe, CancellationToken token) => PartAsync(HealthProbe.Qdrant, probe, token)).WithSummary("The vector store").Produces<PartHealth>();
        group.MapGet("/queue", (HealthProbe probe, CancellationToken token) => PartAsync(HealthProbe.Queue, probe, token)).WithSummary("The queues: degraded by dead letters, a long wait or a pause").Produces<PartHealth>();
        group.MapGet("/embeddings", (HealthProbe probe, CancellationToken token) => PartAsync(HealthProbe.Embeddings, probe, token)).WithSummary("The embedding model").Produces<PartHealth>();
    }

    /// <summary>Ready means that requests can be served: the state answers. A sick vector store or model shows in the details.</summary>
    private static async Task<IResult> ReadyAsync(HealthProbe probe, CancellationToken token) =>
        (await probe.AllAsync(token)).Status == HealthWord.Unhealthy
            ? Results.Text("not ready: the state database does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ready\n");

    private static async Task<IResult> AllAsync(HttpContext context, HealthProbe probe, CancellationToken token)
    {
        var health = await probe.AllAsync(token);
        var mayLook = context.User.ToActor() is { } actor && Policy.Allows(actor.Role, Permission.Look);
        return Results.Json(
            mayLook ? health : health with { Parts = null },
            statusCode: health.Status == HealthWord.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static async Task<IResult> PartAsync(string part, HealthProbe probe, CancellationToken token)
    {
        var health = await probe.PartAsync(part, token);
        return Results.Json(health, statusCode: health.Status == HealthWord.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
