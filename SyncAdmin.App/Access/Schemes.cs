using Microsoft.Net.Http.Headers;
using SyncAdmin.App.Hosting;

namespace SyncAdmin.App.Access;

/// <summary>The ways to say who one is. A request is judged by exactly one of them: a key is never mixed with a cookie.</summary>
internal static class Schemes
{
    /// <summary>Picks one of the two below.</summary>
    internal const string Selector = "SyncAdmin";

    /// <summary>A person's session.</summary>
    internal const string Cookie = "Session";

    /// <summary>A machine's key.</summary>
    internal const string Key = "ApiKey";

    internal const string KeyHeader = "X-API-Key";

    /// <summary>A request to a machine path that brings a key is judged by the key alone, valid or not; everything else by its cookie.</summary>
    internal static string Of(HttpContext context) => MachinePaths.Contains(context.Request.Path) && BringsKey(context.Request) ? Key : Cookie;

    private static bool BringsKey(HttpRequest request) =>
        request.Headers.ContainsKey(KeyHeader) || request.Headers.ContainsKey(HeaderNames.Authorization);
}
