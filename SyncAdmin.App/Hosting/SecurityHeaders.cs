namespace SyncAdmin.App.Hosting;

/// <summary>Headers that tell the browser what pages of ours may do.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Pictures may come from anywhere: records hold the addresses of product photos, on hosts that only the catalogue knows. They carry no referrer and run
    // nothing; what such a host learns is that somebody saw the product. A list of hosts to configure would be widened to everything on the first day.
    // Radzen writes inline event handlers, so attributes may hold script until they are replaced; script elements may not.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; script-src-attr 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; "
        + "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var (request, headers) = (((HttpContext)state).Request, ((HttpContext)state).Response.Headers);
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                // Not no-referrer: with it a browser sends "Origin: null" with our own forms.
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "geolocation=(), microphone=(), camera=(self)";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                // Answers hold records and, once, secrets: no browser or proxy keeps them.
                if (request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && headers.CacheControl.Count == 0)
                {
                    headers.CacheControl = "no-store";
                }

                // Set last, so that the one that Blazor adds for its circuit is replaced and not joined.
                headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}
