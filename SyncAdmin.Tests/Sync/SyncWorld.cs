using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.Sync;

/// <summary>The real engine over real state and a real store (the embedded one unless a test brings another), with a source and a provider that do what a test says. Outlives its engines.</summary>
internal sealed partial class SyncWorld : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-vectors-").FullName;
    private readonly IVectorStore _store;
    private readonly List<IHost> _hosts = [];

    private SyncWorld(TestState state, IVectorStore? store)
    {
        State = state;
        _store = store ?? new EmbeddedVectorStore(_directory, NullLoggerFactory.Instance);
        Store = new ObservedStore(_store);
    }

    internal TestState State { get; }

    internal FakeSource Source { get; } = new();

    internal TestEmbedder Embedder { get; } = new();

    /// <summary>Embeds in place of <see cref="Embedder"/>, in engines that start from now on.</summary>
    internal IEmbedder? Provider { get; set; }

    internal ObservedStore Store { get; }

    internal RecordedLog Log { get; } = new();

    /// <summary>Of the newest engine.</summary>
    internal SyncService Service { get; private set; } = null!;

    internal SyncProgress Progress { get; private set; } = null!;

    internal PlanService Plans { get; private set; } = null!;

    internal DatasourceService DatasourceService { get; private set; } = null!;

    internal JobConsents Consents { get; private set; } = null!;

    /// <summary>All else of the newest engine.</summary>
    internal IServiceProvider Services { get; private set; } = null!;

    /// <param name="provider">Where state is kept.</param>
    /// <param name="store">Taken over; null: an embedded one.</param>
    internal static async Task<SyncWorld> CreateAsync(StorageProvider provider = StorageProvider.Sqlite, IVectorStore? store = null) => new(await TestState.CreateAsync(provider), store);

    /// <summary>A world with one datasource and a started engine.</summary>
    internal static async Task<(SyncWorld World, Datasource Datasource)> StartAsync(int records, StorageProvider provider = StorageProvider.Sqlite, Action<Datasource>? change = null)
    {
        var world = await CreateAsync(provider);
        world.Source.PutMany(records);
        var datasource = await world.State.AddDatasourceAsync(change: change);
        await world.StartEngineAsync();
        return (world, datasource);
    }

    /// <summary>Another process, as far as state can tell.</summary>
    internal async Task<IHost> StartEngineAsync(Action<SyncOptions>? options = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(Log).SetMinimumLevel(LogLevel.Information);
        builder.Services
            .AddSingleton(State.Database)
            .AddSingleton<IVectorStore>(Store)
            .AddSingleton(Provider ?? Embedder)
            .AddSingleton<IConnectorType>(Source)
            .AddSingleton<ConnectorTypes>()
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddSingleton<AuditLog>()
            .AddCollections()
            .AddRecords()
            .AddDatasources()
            .AddSync()
            .Configure<SyncOptions>(sync =>
            {
                (sync.PollMilliseconds, sync.CommitMilliseconds, sync.WebhookGatherMilliseconds) = (50, 20, 0);
                options?.Invoke(sync);
            });
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        Services = host.Services;
        Service = host.Services.GetRequiredService<SyncService>();
        Progress = host.Services.GetRequiredService<SyncProgress>();
        Plans = host.Services.GetRequiredService<PlanService>();
        Consents = host.Services.GetRequiredService<JobConsents>();
        DatasourceService = host.Services.GetRequiredService<DatasourceService>();
        return host;
    }

    /// <summary>Every engine ends as it does when its process is told to; what is asked afterwards is asked of one that runs no jobs.</summary>
    internal async Task StopEnginesAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
        }
    }

    internal Task<Outcome<SyncJobView>> StartFullAsync(Datasource datasource) =>
        Service.StartFullAsync(datasource.Id, Actor.System, "test-correlation", CancellationToken.None);

    internal async Task<SyncPlanView> PlanAsync(Datasource datasource) =>
        (await Plans.PlanAsync(datasource.Id, Actor.System, "test-correlation", CancellationToken.None)).Required();

    /// <summary>A full sync from its start to its end.</summary>
    internal async Task<SyncJobView> SyncAsync(Datasource datasource) => await EndOfAsync((await StartFullAsync(datasource)).Required().Id);

    internal Task<SyncJobView> EndOfAsync(Guid jobId) => UntilAsync(
        jobId, job => job.Status is SyncJobStatus.Completed or SyncJobStatus.Failed or SyncJobStatus.Cancelled);

    internal async Task<SyncJobView> UntilAsync(Guid jobId, Func<SyncJobView, bool> condition)
    {
        SyncJobView? view = null;
        await Eventually.IsTrueAsync(
            async () => condition(view = (await Service.GetAsync(jobId, CancellationToken.None)).Required()),
            TimeSpan.FromSeconds(30),
            () => $"{view}\n{Log}");
        return view!;
    }

    internal Task UntilAsync(Func<bool> condition) =>
        Eventually.IsTrueAsync(() => Task.FromResult(condition()), TimeSpan.FromSeconds(30), () => Log.ToString());

    /// <summary>Payloads by record key, as the store has them.</summary>
    internal async Task<Dictionary<string, SyncMembers>> PointsAsync()
    {
        var points = new Dictionary<string, SyncMembers>(StringComparer.Ordinal);
        Guid? from = null;
        do
        {
            var page = await Store.ScrollAsync("products", null, from, 1_000, withVector: false, CancellationToken.None);
            foreach (var point in page.Points)
            {
                var members = SyncPayload.Read(point.Payload)!;
                points.Add(members.Key, members);
            }

            from = page.Next;
        }
        while (from is not null);
        return points;
    }

    public async ValueTask DisposeAsync()
    {
        Embedder.LetGo();
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        (_store as IDisposable)?.Dispose();
        await State.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
