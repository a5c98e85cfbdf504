using Microsoft.AspNetCore.Http.Features;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Hosting;

/// <summary>
/// Refuses addresses with <c>.</c> or <c>..</c> between slashes, escaped or not: the server shortens them before anything of ours sees them, so that
/// deleting the record with the code <c>..</c> would be deleting its datasource.
/// </summary>
internal sealed class DotSegments(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget is { } target && IsIn(target)
            ? ProblemResult.WriteAsync(context, new Problem(ErrorCatalog.RequestMalformed, "The address holds '.' or '..' between slashes, which leads to another address than the one that was written."))
            : next(context);

    private static bool IsIn(string target)
    {
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = end < 0 ? target : target[..end];
        // Nearly no address has a dot at all.
        return (path.Contains('.', StringComparison.Ordinal) || path.Contains("%2e", StringComparison.OrdinalIgnoreCase))
            && path.Split('/').Any(segment => Uri.UnescapeDataString(segment) is "." or "..");
    }
}
