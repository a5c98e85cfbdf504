using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Access;

/// <summary><c>/api/auth</c>, <c>/api/audit</c>, and the POST of the sign-in page.</summary>
internal static class AccessEndpoints
{
    internal static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/auth/profile", (Caller caller) => ProfileView.Of(caller.Actor)).WithTags("Access").WithSummary("Who I am and what I may").Produces<ProfileView>();
        routes.MapPost("/api/auth/logout", (Delegate)LogoutAsync).WithTags("Access").WithSummary("Ends the session").Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/api/audit", AuditAsync).WithTags("Access").WithSummary("Who changed what, newest first").Answers<AuditEntry>();
        // Before the page of the same path, which takes GET.
        routes.MapPost(SignIn.Path, SignInAsync).WithOrder(-1).RequireRateLimiting(RateLimits.SignIn).DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary>Uses the one-time link up. Only a person's click sends this POST: previews and scanners that fetch the link do not.</summary>
    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, SignInLinks links, CancellationToken token)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
        {
            return new Problem(ErrorCatalog.CrossSiteRequest, "The sign-in form was not sent by SyncAdmin's own page, or the page is too old.").ToResult();
        }

        var form = await context.Request.ReadFormAsync(token);
        var returnUrl = SignIn.LocalUrl(form["returnUrl"]);
        if (await links.UseAsync(form["token"].ToString(), token) is not { } actor)
        {
            return Results.LocalRedirect($"{SignIn.Path}?error=link&returnUrl={Uri.EscapeDataString(returnUrl)}");
        }

        await context.SignInAsync(Schemes.Cookie, actor.ToPrincipal(Schemes.Cookie));
        return Results.LocalRedirect(returnUrl);
    }

    private static async Task<IResult> LogoutAsync(HttpContext context)
    {
        await context.SignOutAsync(Schemes.Cookie);
        return context.Request.HasFormContentType ? Results.LocalRedirect(SignIn.Path) : Results.NoContent();
    }

    private static Task<IResult> AuditAsync(int? page, int? pageSize, AuditLog log, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => log.ListAsync(number, size, token));
}
