using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <summary>A database of its own for one test class, and connectors on it.</summary>
public abstract partial class SourceUnderTest : IAsyncLifetime
{
    private readonly List<IConnector> _connectors = [];
    private readonly ServiceProvider _services;

    protected SourceUnderTest(Action<ConnectorOptions>? configure = null, Action<IServiceCollection>? more = null)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("syncadmin-source-").FullName;
        var services = new ServiceCollection();
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        services.AddConnectors();
        services.Configure<StorageOptions>(storage => storage.DataDirectory = Path.Combine(Directory, "data"));
        services.Configure(configure ?? (static _ => { }));
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
        Types = _services.GetRequiredService<ConnectorTypes>();
    }

    /// <summary>Temporary; the data directory is <c>data</c> in it.</summary>
    protected string Directory { get; }

    protected ConnectorTypes Types { get; }

    /// <summary>The word in <c>datasource.type</c>.</summary>
    protected abstract string Type { get; }

    /// <summary>Members of a good configuration; a test may change some.</summary>
    protected abstract IDictionary<string, object?> Config();

    /// <summary>Runs statements as the owner of the data.</summary>
    protected abstract void Execute(string sql);

    protected IConnectorType ConnectorType => Types.Find(Type)!;

    protected static JsonElement Json(IDictionary<string, object?> config) => JsonSerializer.SerializeToElement(config);

    /// <summary>A connector on <see cref="Config"/> with changes; disposed with the test.</summary>
    protected IConnector Connect(params (string Name, object? Value)[] changes)
    {
        var config = Config();
        foreach (var (name, value) in changes)
        {
            config[name] = value;
        }

        var connector = ConnectorType.Create(Json(config));
        _connectors.Add(connector);
        return connector;
    }

    /// <summary>All pages of a query.</summary>
    protected static async Task<IReadOnlyList<SourcePage>> PagesAsync(IConnector connector, SourceQuery query, SourceKey? after = null)
    {
        List<SourcePage> pages = [];
        await foreach (var page in connector.ReadAsync(query, after, CancellationToken.None))
        {
            pages.Add(page);
        }

        return pages;
    }

    /// <summary>All rows of a query.</summary>
    protected static async Task<IReadOnlyList<object?[]>> RowsAsync(IConnector connector, SourceQuery query, SourceKey? after = null) =>
        [.. (await PagesAsync(connector, query, after)).SelectMany(page => page.Rows)];

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var connector in _connectors)
        {
            await connector.DisposeAsync();
        }

        await _services.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
