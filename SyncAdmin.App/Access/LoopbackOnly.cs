using System.Net;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Access;

/// <summary>
/// Without Entra ID whoever has a sign-in link is an administrator, so the application is there for this machine only: loopback
/// addresses, and host names that mean loopback (a page of another site whose name resolves to 127.0.0.1 must not get in).
/// <c>Access:LocalSignIn=true</c> lifts both.
/// </summary>
internal sealed class LoopbackOnly(RequestDelegate next)
{
    internal const string Key = "Access:LocalSignIn";

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return IsLoopback(host)
            ? next(context)
            : ProblemResult.WriteAsync(context, new Problem(ErrorCatalog.HostNotAllowed, $"The request asks for the host '{Shown(host)}'."));
    }

    /// <summary>Addresses of the configuration that reach beyond this machine, each as a line that names key, value and remedy.</summary>
    internal static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        foreach (var (key, value) in Configured(configuration))
        {
            foreach (var address in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!Uri.TryCreate(address.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
                    || uri.Scheme is not ("http" or "https"))
                {
                    yield return $"{key} is \"{address}\": give addresses like http://localhost:5080, separated by semicolons.";
                }
                else if (!IsLoopback(uri.Host))
                {
                    yield return $"{key} is \"{address}\", which other machines can reach: give a loopback address like http://localhost:{uri.Port}, or set {Key}=true to let everybody in who gets a sign-in link.";
                }
            }
        }
    }

    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static IEnumerable<(string Key, string Value)> Configured(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
        {
            yield return ("urls", urls);
        }
        else
        {
            foreach (var (key, scheme) in new[] { ("http_ports", "http"), ("https_ports", "https") })
            {
                foreach (var port in (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    yield return (key, $"{scheme}://*:{port}");
                }
            }
        }

        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { Length: > 0 } url)
            {
                yield return ($"{endpoint.Path}:Url", url);
            }
        }
    }

    private static string Shown(string host) => host.Length <= 100 ? host : host[..100];
}
