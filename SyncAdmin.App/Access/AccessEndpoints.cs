using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Access;

/// <summary><c>/api/auth</c>, <c>/api/audit</c>, and the POSTs of the sign-in page and of the sign-out button.</summary>
internal static class AccessEndpoints
{
    internal static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/auth/profile", (Caller caller) => ProfileView.Of(caller.Actor)).WithTags("Access").WithSummary("Who I am and what I may").Produces<ProfileView>();
        routes.MapPost(SignIn.OutPath, SignOutAsync).DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/api/auth/logout", (Delegate)LogoutAsync).WithTags("Access").WithSummary("Ends the session").Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/api/audit", AuditAsync).WithTags("Access").WithSummary("Who changed what, newest first").Answers<AuditEntry>();
        // Before the page of the same path, which takes GET.
        routes.MapPost(SignIn.Path, SignInAsync).WithOrder(-1).RequireRateLimiting(RateLimits.SignIn).DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary>Uses the one-time link up. Only a person's click sends this POST: previews and scanners that fetch the link do not.</summary>
    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, SignInLinks links, CancellationToken token)
    {
        if (!await IsOurFormAsync(context, antiforgery))
        {
            return NotOurForm();
        }

        var form = await context.Request.ReadFormAsync(token);
        var returnUrl = SignIn.LocalUrl(form["returnUrl"]);
        if (await links.UseAsync(form["token"].ToString(), token) is not { } actor)
        {
            return Results.LocalRedirect($"{SignIn.Path}?failed=1&returnUrl={Uri.EscapeDataString(returnUrl)}");
        }

        await context.SignInAsync(Schemes.Cookie, actor.ToPrincipal(Schemes.Cookie));
        return Results.LocalRedirect(returnUrl);
    }

    private static async Task<IResult> LogoutAsync(HttpContext context)
    {
        await context.SignOutAsync(Schemes.Cookie);
        return Results.NoContent();
    }

    /// <summary>The button of the pages: a form, so that it works without a circuit.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await IsOurFormAsync(context, antiforgery))
        {
            return NotOurForm();
        }

        await context.SignOutAsync(Schemes.Cookie);
        return Results.LocalRedirect($"{SignIn.Path}?signed-out=1");
    }

    private static async Task<bool> IsOurFormAsync(HttpContext context, IAntiforgery antiforgery) =>
        context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context);

    private static IResult NotOurForm() =>
        new Problem(ErrorCatalog.CrossSiteRequest, "The form was not sent by SyncAdmin's own page, or that page is too old: reload it.").ToResult();

    private static Task<IResult> AuditAsync(int? page, int? pageSize, AuditLog log, CancellationToken token) =>
        Paging.ListAsync(page, pageSize, (number, size) => log.ListAsync(number, size, token));
}
