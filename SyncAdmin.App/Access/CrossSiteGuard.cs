using Microsoft.AspNetCore.Antiforgery;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Access;

/// <summary>
/// Keeps other sites' pages from acting in the name of whoever is signed in. SameSite=Lax alone does not: another port of the same
/// machine is the same site. Runs after authentication; a request by API key carries no ambient right and passes.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    internal const string Header = "X-Requested-With";

    public async Task InvokeAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (context.User.Identity is not { IsAuthenticated: true, AuthenticationType: Schemes.Cookie } || await IsOursAsync(context, antiforgery))
        {
            await next(context);
            return;
        }

        await ProblemResult.WriteAsync(context, new Problem(
            ErrorCatalog.CrossSiteRequest,
            $"{context.Request.Method} {context.Request.Path} came with a session but without a sign that SyncAdmin's own page sent it."));
    }

    private static async Task<bool> IsOursAsync(HttpContext context, IAntiforgery antiforgery)
    {
        var request = context.Request;
        // A web socket's handshake is a GET that no preflight guards and whose answer the page can read.
        var connects = context.WebSockets.IsWebSocketRequest || request.Headers.ContainsKey("Upgrade");
        var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
        if (!connects && !changes)
        {
            return true;
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsSameOrigin(origin, request))
        {
            return false;
        }

        if (connects || !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // Another site can't set a header of its own without a preflight, which is answered by nobody here.
        return request.Headers.ContainsKey(Header) || (request.HasFormContentType && await antiforgery.IsRequestValidAsync(context));
    }

    // The scheme is left out: behind a proxy that ends TLS it differs from what the browser saw.
    private static bool IsSameOrigin(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.IsDefaultPort ? uri.Host : $"{uri.Host}:{uri.Port}", WithoutDefaultPort(request.Host, uri), StringComparison.OrdinalIgnoreCase);

    private static string WithoutDefaultPort(HostString host, Uri origin) =>
        host.Port is null || (origin.IsDefaultPort && host.Port == origin.Port) ? host.Host : $"{host.Host}:{host.Port}";
}
