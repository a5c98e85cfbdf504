using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
using SyncAdmin.Core.Sync.Verifying;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;

namespace SyncAdmin.Bench.Sync;

/// <summary>The real engine over SQLite state, with an instant embedder, in a temporary data directory.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-bench-").FullName;
    private readonly IHost _host;
    private readonly StateDatabase _state;
    private readonly EmbeddedVectorStore? _embedded;

    private BenchEngine(bool discards, IEmbedder? embedder)
    {
        _state = new SqliteStateDatabase(Path.Combine(_directory, "state.db"));
        _embedded = discards ? null : new EmbeddedVectorStore(Path.Combine(_directory, "vectors"), NullLoggerFactory.Instance);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .Configure<StorageOptions>(storage => storage.DataDirectory = _directory)
            .AddSingleton(_state)
            .AddSingleton(_embedded is null ? new DiscardingStore() : (IVectorStore)_embedded)
            .AddSingleton(embedder ?? Embedder)
            .AddSingleton<IConnectorType, SyntheticSource>()
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddSingleton<AuditLog>()
            .AddConnectors()
            .AddCollections()
            .AddRecords()
            .AddDatasources()
            .AddSync();
        _host = builder.Build();
    }

    internal InstantEmbedder Embedder { get; } = new();

    internal DatasourceSources Sources => _host.Services.GetRequiredService<DatasourceSources>();

    /// <param name="discards">Whether the store forgets every point.</param>
    /// <param name="embedder">In place of the instant one.</param>
    internal static async Task<BenchEngine> StartAsync(bool discards, IEmbedder? embedder = null)
    {
        var engine = new BenchEngine(discards, embedder);
        await engine._state.MigrateAsync(CancellationToken.None);
        await engine._host.StartAsync();
        return engine;
    }

    internal async Task<Datasource> AddAsync(string name, string type, string connectionConfig, string? changeField = null)
    {
        var datasource = new Datasource
        {
            Id = Guid.NewGuid(),
            Name = name,
            Type = type,
            ConnectionConfig = connectionConfig,
            QueryTemplate = "SELECT id, code, name, brand, category, price, stock, description, weight, updated_at FROM products",
            KeyField = "id",
            CodeField = "code",
            ChangeField = changeField,
            FieldMapping = """{"code":"code","name":"name","brand":"brand","category":"category","price":"price","stock":"stock","description":"description"}""",
            EmbeddingFields = """["name","brand","code"]""",
            QdrantCollection = name,
        };
        await _state.WriteAsync(
            async (transaction, token) =>
            {
                transaction.Db.Add(datasource);
                await transaction.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return datasource;
    }

    /// <summary>A dry run over the whole source.</summary>
    internal async Task<SyncPlanView> PlanAsync(Datasource datasource) =>
        (await _host.Services.GetRequiredService<PlanService>().PlanAsync(datasource.Id, Actor.System, "bench", CancellationToken.None)).Required();

    /// <summary>A full sync, from the start to the end of the job.</summary>
    internal Task<SyncJobView> SyncAsync(Datasource datasource) =>
        RunAsync(service => service.StartFullAsync(datasource.Id, Actor.System, "bench", CancellationToken.None));

    /// <summary>An incremental sync, from the start to the end of the job.</summary>
    internal Task<SyncJobView> SyncChangesAsync(Datasource datasource) =>
        RunAsync(service => service.StartIncrementalAsync(datasource.Id, Actor.System, "bench", CancellationToken.None));

    /// <summary>A verification, from the start to the end of the job; what it hands on may still be under way.</summary>
    internal async Task<VerifyReportView> VerifyAsync(Datasource datasource)
    {
        var job = await RunAsync(service => service.StartVerifyAsync(datasource.Id, Actor.System, "bench", CancellationToken.None));
        return (await _host.Services.GetRequiredService<SyncVerification>().GetAsync(job.Id, CancellationToken.None)).Required();
    }

    private async Task<SyncJobView> RunAsync(Func<SyncService, Task<Outcome<SyncJobView>>> start)
    {
        var service = _host.Services.GetRequiredService<SyncService>();
        var id = (await start(service)).Required().Id;
        while (true)
        {
            var job = (await service.GetAsync(id, CancellationToken.None)).Required();
            if (job.Status is SyncJobStatus.Completed)
            {
                return job;
            }

            if (job.Status is SyncJobStatus.Failed || job.WaitReason is not null)
            {
                throw new InvalidOperationException($"{job.Status} {job.WaitReason}: {job.ErrorMessage}");
            }

            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _embedded?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
