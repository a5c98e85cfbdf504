using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Access;

/// <summary>Who sent a request, and the id that follows what it starts. Bound by the framework as an endpoint's parameter.</summary>
internal sealed record Caller(Actor Actor, string CorrelationId)
{
    public static ValueTask<Caller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new Caller(
            context.User.ToActor() ?? throw new InvalidOperationException($"{context.Request.Path} asks for its caller but its policy entry lets anybody in."),
            context.CorrelationId()));
}
