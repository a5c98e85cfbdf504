using Microsoft.AspNetCore.Authentication;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Access;

/// <summary>Lets a request through when <see cref="PolicyTable"/> says so. Runs after routing and authentication.</summary>
internal sealed class PolicyMiddleware(RequestDelegate next)
{
    private const string MissingItem = "SyncAdmin.MissingPermission";

    public async Task InvokeAsync(HttpContext context)
    {
        // What is not a RouteEndpoint is routing's own answer (405, 415): it runs no code of ours.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var entry = PolicyTable.Find(endpoint, context.Request.Method);
        if (entry is { Permission: null })
        {
            await next(context);
        }
        else if (context.User.ToActor() is not { } actor)
        {
            await context.ChallengeAsync();
        }
        else if (entry?.Permission is { } permission && Policy.Allows(actor.Role, permission))
        {
            await next(context);
        }
        else
        {
            context.Items[MissingItem] = entry?.Permission;
            await context.ForbidAsync();
        }
    }

    internal static Task RefuseAsync(HttpContext context) => ProblemResult.WriteAsync(context, new Problem(
        ErrorCatalog.PermissionMissing,
        context.Items[MissingItem] is Permission permission
            ? $"{context.Request.Method} {context.Request.Path} needs the role {Policy.Least(permission)}; yours is {context.User.ToActor()?.Role}."
            : $"{context.Request.Method} {context.Request.Path} is open to nobody."));
}
