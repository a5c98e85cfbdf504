using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>
/// A real JSON API on loopback over lists that the test gives. The first part of the path says how it pages: <c>/page</c>, <c>/offset</c>, <c>/cursor</c>,
/// <c>/link</c>, <c>/body</c> (next URL in the body), <c>/all</c>; <c>?table=</c> which list; <c>/one/{code}</c> is one item. It misbehaves on demand.
/// </summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();

    private FakeApi(WebApplication app) => _app = app;

    internal string Url => _app.Urls.Single();

    /// <summary>The items of a list, in the order in which the API gives them.</summary>
    internal Func<string, IReadOnlyList<JsonObject>> Items { get; set; } = static _ => [];

    /// <summary>Hears of each request before it is answered; true: it has been answered. The number counts requests from 1.</summary>
    internal Func<HttpContext, int, Task<bool>> OnRequest { get; set; } = static (_, _) => Task.FromResult(false);

    /// <summary>May change what a page says before it is sent; the number of the page counts from 1.</summary>
    internal Action<JsonObject, int> OnPage { get; set; } = static (_, _) => { };

    /// <summary>At most so many items a page, whatever is asked for.</summary>
    internal int MostSize { get; set; } = 10_000;

    /// <summary>Path and query of every request.</summary>
    internal IReadOnlyList<string> Requests => [.. _requests];

    internal static async Task<FakeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = 128 * 1024);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var api = new FakeApi(builder.Build());
        api._app.Run(api.AnswerAsync);
        await api._app.StartAsync();
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _requests.Enqueue(context.Request.Path + context.Request.QueryString);
        if (await OnRequest(context, _requests.Count))
        {
            return;
        }

        var path = context.Request.Path.Value!.Split('/', 3);
        if (path is [_, "one", var code])
        {
            await OneAsync(context, code);
            return;
        }

        await ListAsync(context, path[1]);
    }

    private async Task OneAsync(HttpContext context, string code)
    {
        if (Listed(context).FirstOrDefault(item => item["code"]?.ToString() == code) is not { } item)
        {
            context.Response.StatusCode = 404;
            return;
        }

        await context.Response.WriteAsync(new JsonObject { ["item"] = item.DeepClone() }.ToJsonString());
    }

    private async Task ListAsync(HttpContext context, string kind)
    {
        var items = Listed(context);
        var size = Math.Min(Number(context, kind == "offset" ? "limit" : "size", 100), MostSize);
        var number = Number(context, "page", 1);
        var skip = kind switch
        {
            "offset" => Number(context, "offset", 0),
            "cursor" => context.Request.Query["cursor"].ToString() is { Length: > 0 } cursor ? int.Parse(cursor[1..], CultureInfo.InvariantCulture) : 0,
            "all" => 0,
            _ => (number - 1) * size,
        };
        size = kind == "all" ? int.MaxValue : size;
        var page = items.Skip(skip).Take(size).ToList();
        var behind = skip + page.Count;
        var next = behind < items.Count;
        var answer = new JsonObject
        {
            ["data"] = new JsonObject { ["items"] = new JsonArray([.. page.Select(item => item.DeepClone())]) },
            ["total"] = items.Count,
            ["pages"] = (items.Count + size - 1) / size,
            ["more"] = next,
            ["next"] = !next ? null : kind switch
            {
                "cursor" => $"c{behind}",
                "body" => $"{context.Request.Path}?table={context.Request.Query["table"]}&page={number + 1}&size={size}",
                _ => null,
            },
        };
        if (kind == "link")
        {
            var self = $"{Url}{context.Request.Path}?table={context.Request.Query["table"]}&size={size}&page=";
            context.Response.Headers.Link = next ? $"<{self}1>; rel=\"first\", <{self}{number + 1}>; title=\"a, b\"; rel=\"next last\"" : $"<{self}1>; rel=first";
        }

        OnPage(answer, (skip / Math.Max(1, size)) + 1);
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Total-Count"] = $"{items.Count}";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private List<JsonObject> Listed(HttpContext context)
    {
        var query = context.Request.Query;
        var codes = query["codes"].SelectMany(list => list!.Split(',')).ToHashSet();
        var ids = query["ids"].SelectMany(list => list!.Split(',')).ToHashSet();
        var since = query["since"].ToString();
        var items = Items(query["table"].ToString() is { Length: > 0 } table ? table : "products")
            .Where(item => codes.Count == 0 || codes.Contains(item["code"]?.ToString() ?? ""))
            .Where(item => ids.Count == 0 || ids.Contains(item["id"]?.ToString() ?? ""))
            .Where(item => since.Length == 0 || string.CompareOrdinal(item["updated"]?.ToString(), since) > 0);
        return [.. query.ContainsKey("newest") ? items.OrderByDescending(item => item["updated"]?.ToString(), StringComparer.Ordinal) : items];
    }

    private static int Number(HttpContext context, string name, int standard) =>
        int.TryParse(context.Request.Query[name], CultureInfo.InvariantCulture, out var number) ? number : standard;
}
