using Microsoft.AspNetCore.Diagnostics;

namespace SyncAdmin.App.Hosting;

/// <summary>Shows people a page where a machine gets a problem: the request is run again under that page's address, with its status kept.</summary>
internal static class StatusPages
{
    internal const string NotFound = "/not-found";
    internal const string NoPermission = "/no-permission";

    internal static void UseStatusPages(this IApplicationBuilder app) => app.UseStatusCodePages(async status =>
    {
        var context = status.HttpContext;
        if (PageOf(context.Response.StatusCode) is not { } page || !HttpMethods.IsGet(context.Request.Method) || MachinePaths.Contains(context.Request.Path))
        {
            return;
        }

        context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature
        {
            OriginalPath = context.Request.Path.Value!,
            OriginalPathBase = context.Request.PathBase.Value!,
            OriginalQueryString = context.Request.QueryString.Value,
            Endpoint = context.GetEndpoint(),
            RouteValues = context.Request.RouteValues,
        });
        context.SetEndpoint(null);
        context.Request.RouteValues = new RouteValueDictionary();
        context.Request.Path = page;
        context.Request.QueryString = QueryString.Empty;
        await status.Next(context);
    });

    private static string? PageOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status403Forbidden => NoPermission,
        _ => null,
    };
}
