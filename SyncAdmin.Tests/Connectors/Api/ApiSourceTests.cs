using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>A fake API and connectors on it, for one test.</summary>
public abstract class ApiSourceTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-api-").FullName;
    private readonly List<IConnector> _connectors = [];
    private ServiceProvider _services = null!;

    internal FakeApi Api { get; private set; } = null!;

    protected IConnectorType Type => _services.GetRequiredService<ConnectorTypes>().Find("api")!;

    protected static SourceQuery Query { get; } = new("", ["id"], "code", "updated");

    protected string Spools => Path.Combine(_directory, "data", "spool");

    public async Task InitializeAsync()
    {
        Api = await FakeApi.StartAsync();
        Api.Items = _ => Products(250);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddConnectors();
        services.Configure<StorageOptions>(storage => storage.DataDirectory = Path.Combine(_directory, "data"));
        ApiConnectorTests.AllowLoopback(services);
        _services = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        foreach (var connector in _connectors)
        {
            await connector.DisposeAsync();
        }

        await _services.DisposeAsync();
        await Api.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Items in an order that is not the keys'.</summary>
    internal static List<JsonObject> Products(int count, Action<JsonObject, int>? change = null) =>
        [.. Enumerable.Range(1, count).OrderBy(id => id * 7_919L % 10_007).Select(id =>
        {
            var item = new JsonObject
            {
                ["id"] = id,
                ["code"] = $"C{id}",
                ["name"] = $"Product {id}",
                ["brand"] = new JsonObject { ["name"] = $"Brand {id % 7}", ["country"] = "ES" },
                ["updated"] = new DateTime(2026, 1, 1).AddMinutes(id).ToString("s", CultureInfo.InvariantCulture) + "Z",
            };
            change?.Invoke(item, id);
            return item;
        })];

    /// <summary>A connector on the fake; <paramref name="more"/> adds to or changes the configuration.</summary>
    protected IConnector Connect(string kind, string? paging = null, string? more = null)
    {
        var connector = Type.Create(Config(kind, paging, more));
        _connectors.Add(connector);
        return connector;
    }

    protected JsonElement Config(string kind, string? paging = null, string? more = null)
    {
        var config = new JsonObject { ["url"] = $"{Api.Url}/{kind}", ["items"] = "data.items", ["paging"] = JsonNode.Parse(paging ?? Paging(kind)) };
        foreach (var (name, value) in more is null ? [] : JsonNode.Parse(more)!.AsObject())
        {
            config[name] = value?.DeepClone();
        }

        return JsonSerializer.SerializeToElement(config);
    }

    protected static string Paging(string kind) => kind switch
    {
        "page" => """{ "type": "page", "sizeParameter": "size", "size": 100 }""",
        "offset" => """{ "type": "offset" }""",
        "cursor" => """{ "type": "cursor", "next": "next", "sizeParameter": "size", "size": 100 }""",
        "link" => """{ "type": "link", "sizeParameter": "size", "size": 100 }""",
        "body" => """{ "type": "link", "next": "next", "sizeParameter": "size", "size": 100 }""",
        _ => """{ "type": "none" }""",
    };

    protected static async Task<IReadOnlyList<SourcePage>> PagesAsync(IAsyncEnumerable<SourcePage> reading)
    {
        List<SourcePage> pages = [];
        await foreach (var page in reading)
        {
            pages.Add(page);
        }

        return pages;
    }

    protected static async Task<IReadOnlyList<object?[]>> RowsAsync(IConnector connector, SourceQuery? query = null, SourceKey? after = null) =>
        [.. (await PagesAsync(connector.ReadAsync(query ?? Query, after, CancellationToken.None))).SelectMany(page => page.Rows)];

    protected static async Task<Problem> ProblemOfAsync(Func<Task> act) => (await Assert.ThrowsAsync<ProblemException>(act)).Problem;

    /// <summary>Every id from 1, once, in order.</summary>
    protected static void AssertAll(int count, IEnumerable<object?[]> rows) =>
        Assert.Equal(Enumerable.Range(1, count).Select(id => (object)(long)id), rows.Select(row => row[0]));
}
