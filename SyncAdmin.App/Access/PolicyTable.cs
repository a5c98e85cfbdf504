using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticAssets;
using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Access;

/// <summary>
/// Every address of the application and who may use it. Nothing is reachable that has no line here: <see cref="PolicyMiddleware"/> refuses
/// it, and a test fails on an endpoint without a line and on a line without an endpoint.
/// </summary>
internal static class PolicyTable
{
    private static Permission? Anybody => null;

    internal static readonly IReadOnlyList<PolicyEntry> Entries =
    [
        // Probes and sign-in: what must answer before anybody can be known.
        new("GET", "/livez", Anybody),
        new("GET", "/readyz", Anybody),
        new("GET", "/api/health", Anybody),
        new("POST", "/sign-in", Anybody),
        new("*", "/sign-in", Anybody),

        new("GET", "/api/health/database", Permission.Look),
        new("GET", "/api/health/qdrant", Permission.Look),
        new("GET", "/api/health/embeddings", Permission.Look),
        new("GET", "/api/health/queue", Permission.Look),
        new("GET", "/api/auth/profile", Permission.Search),
        new("POST", "/api/auth/logout", Permission.Search),
        new("GET", "/api/audit", Permission.Administer),
        new("GET", "/openapi/{documentName}.json", Permission.Look),

        new("GET", "/api/datasources", Permission.Look),
        new("POST", "/api/datasources", Permission.Configure),
        new("POST", "/api/datasources/test-connection", Permission.Configure),
        new("GET", "/api/datasources/{id}", Permission.Look),
        new("PUT", "/api/datasources/{id}", Permission.Configure),
        new("DELETE", "/api/datasources/{id}", Permission.Configure),
        new("POST", "/api/datasources/{id}/test", Permission.Run),
        new("GET", "/api/datasources/{id}/preview", Permission.Look),
        new("POST", "/api/datasources/{id}/validate-query", Permission.Configure),
        new("POST", "/api/datasources/{id}/regenerate-webhook-secret", Permission.Configure),
        new("POST", "/api/datasources/{id}/pause", Permission.Run),
        new("POST", "/api/datasources/{id}/resume", Permission.Run),
        new("GET", "/api/datasources/{id}/records/{code}", Permission.Look),
        new("POST", "/api/datasources/{id}/records/{code}/sync", Permission.Run),
        new("DELETE", "/api/datasources/{id}/records/{code}", Permission.Run),

        new("GET", "/api/collections", Permission.Look),
        new("POST", "/api/collections", Permission.Configure),
        new("GET", "/api/collections/adoptable", Permission.Look),
        new("POST", "/api/collections/adopt", Permission.Configure),
        new("GET", "/api/collections/{name}", Permission.Look),
        new("GET", "/api/collections/{name}/info", Permission.Look),
        new("PUT", "/api/collections/{name}/model", Permission.Configure),
        new("POST", "/api/collections/{name}/points/query", Permission.Look),
        new("GET", "/api/collections/{name}/points/{id}", Permission.Look),
        new("PUT", "/api/collections/{name}/indexes/{field}", Permission.Configure),
        new("DELETE", "/api/collections/{name}/indexes/{field}", Permission.Configure),
        new("PUT", "/api/collections/{name}/aliases/{alias}", Permission.Configure),
        new("DELETE", "/api/collections/{name}/aliases/{alias}", Permission.Configure),
        new("GET", "/api/collections/{name}/reindex", Permission.Look),
        new("POST", "/api/collections/{name}/reindex", Permission.Configure),
        new("DELETE", "/api/collections/{name}/reindex", Permission.Configure),
        new("POST", "/api/collections/{name}/rollback", Permission.Configure),
        new("DELETE", "/api/collections/{name}", Permission.Configure),

        new("POST", "/api/models/{provider}/test", Permission.Configure),

        new("POST", "/api/sync/full/{datasourceId}", Permission.Run),
        new("POST", "/api/sync/plan/{datasourceId}", Permission.Run),
        new("POST", "/api/sync/incremental/{datasourceId}", Permission.Run),
        new("POST", "/api/sync/verify/{datasourceId}", Permission.Run),
        new("GET", "/api/sync/jobs", Permission.Look),
        new("GET", "/api/sync/jobs/{id}", Permission.Look),
        new("GET", "/api/sync/jobs/{id}/timeline", Permission.Look),
        new("GET", "/api/sync/jobs/{id}/verification", Permission.Look),
        new("POST", "/api/sync/jobs/{id}/cancel", Permission.Run),
        new("POST", "/api/sync/jobs/{id}/resume", Permission.Run),
        new("POST", "/api/sync/jobs/{id}/decision", Permission.Run),
        new("POST", "/api/sync/jobs/{id}/restore", Permission.Run),
        new("POST", "/api/sync/jobs/{id}/reconcile", Permission.Run),
        new("GET", "/api/sync/errors/{jobId}", Permission.Look),
        new("GET", "/api/sync/errors/{jobId}/causes", Permission.Look),
        new("POST", "/api/sync/errors/{jobId}/retry", Permission.Run),
        new("GET", "/api/sync/schedules", Permission.Look),
        new("*", "/hubs/sync", Permission.Look),
        new("*", "/hubs/sync/negotiate", Permission.Look),

        // Signed by the datasource's secret, which the endpoint checks over the raw body; the question also takes a key or a session that may look.
        new("POST", "/api/webhooks/{datasourceId}/sync", Anybody),
        new("GET", "/api/webhooks/{datasourceId}/deliveries/{id}", Anybody),

        // Payloads are business data, as a datasource's preview and a collection's points are: who may look at those may look at these.
        new("GET", "/api/queues", Permission.Look),
        new("GET", "/api/queues/{name}/metrics", Permission.Look),
        new("GET", "/api/queues/{name}/messages", Permission.Look),
        new("GET", "/api/queues/{name}/messages/{id}", Permission.Look),
        new("DELETE", "/api/queues/{name}/messages/{id}", Permission.Run),
        new("POST", "/api/queues/{name}/messages/{id}/retry", Permission.Run),
        new("POST", "/api/queues/{name}/pause", Permission.Run),
        new("POST", "/api/queues/{name}/resume", Permission.Run),
        new("POST", "/api/queues/{name}/replay", Permission.Run),
        new("POST", "/api/queues/{name}/delete", Permission.Run),

        // An endpoint's address may be all that keeps others from writing there, as with chats' webhooks: it is a credential.
        new("GET", "/api/notifications", Permission.Configure),
        new("POST", "/api/notifications", Permission.Configure),
        new("GET", "/api/notifications/kinds", Permission.Look),
        new("GET", "/api/notifications/events", Permission.Look),
        new("POST", "/api/notifications/events/read", Permission.Look),
        new("GET", "/api/notifications/{id}", Permission.Configure),
        new("PUT", "/api/notifications/{id}", Permission.Configure),
        new("DELETE", "/api/notifications/{id}", Permission.Configure),
        new("POST", "/api/notifications/{id}/test", Permission.Configure),
        new("POST", "/api/notifications/{id}/regenerate-secret", Permission.Configure),
        new("GET", "/api/notifications/{id}/attempts", Permission.Configure),
        new("POST", "/api/notifications/{id}/messages/{messageId}/replay", Permission.Configure),

        new("POST", "/api/search/text", Permission.Search),
        new("POST", "/api/search/image", Permission.Search),

        // Pages, and the circuit that carries them.
        new("*", "/", Permission.Search),
        new("*", "/search", Permission.Search),
        new("*", "/syncs", Permission.Look),
        new("*", "/syncs/{JobId}", Permission.Look),
        new("*", "/collections", Permission.Look),
        new("*", "/collections/{Name}", Permission.Look),
        new("*", "/not-found", Anybody),
        new("*", "/no-permission", Anybody),
        new("POST", "/sign-out", Permission.Search),
        new("*", "/_blazor", Permission.Search),
        new("*", "/_blazor/negotiate", Permission.Search),
        new("*", "/_blazor/disconnect", Permission.Search),
        new("*", "/_blazor/initializers", Anybody),
        new("*", "/_framework/opaque-redirect", Anybody),

        // Styles, scripts and fonts: the same for everybody, and the sign-in page needs them.
        new("*", StaticAssets, Anybody),
    ];

    /// <summary>Stands for every file of <c>wwwroot</c> and of the packages.</summary>
    internal const string StaticAssets = "(static assets)";

    /// <summary>Where MapStaticAssets serves files, in Development, that were added after the build.</summary>
    private const string NewStaticFile = "{**path:file}";

    private static readonly FrozenDictionary<(string Method, string Pattern), PolicyEntry> ByRoute =
        Entries.ToFrozenDictionary(entry => (entry.Method, entry.Pattern));

    /// <summary>The line for an endpoint and a method; null: there is none, and nobody may call it.</summary>
    internal static PolicyEntry? Find(RouteEndpoint endpoint, string method) => Find(method, PatternOf(endpoint));

    /// <summary>As above, by the pattern as the framework spells it.</summary>
    internal static PolicyEntry? Find(string method, string pattern)
    {
        pattern = Plain(pattern);
        // A HEAD is a GET without its body.
        method = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        return ByRoute.GetValueOrDefault((method, pattern)) ?? ByRoute.GetValueOrDefault(("*", pattern));
    }

    /// <summary>What a page asks for, by its route (<c>/search</c>); null when anybody may open it or there is no such page.</summary>
    internal static Permission? OfPage(string pattern) => ByRoute.GetValueOrDefault(("*", Plain(pattern)))?.Permission;

    /// <summary>Whether there is a page of this route.</summary>
    internal static bool IsPage(string pattern) => ByRoute.ContainsKey(("*", Plain(pattern)));

    /// <summary>The pattern as the table and the OpenAPI document write it: with the slash before and none after, without constraints.</summary>
    internal static string PatternOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.RoutePattern.RawText is NewStaticFile
        ? StaticAssets
        : Plain(endpoint.RoutePattern.RawText ?? "");

    private static string Plain(string pattern) => pattern is StaticAssets ? pattern : "/" + pattern.Trim('/').Replace(":guid}", "}", StringComparison.Ordinal);
}
