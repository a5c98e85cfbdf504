using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Schedules;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.Sync.Schedules;

/// <summary>Schedules without an engine that would run their jobs, in as many replicas as a test wants, on one database whose clock the test drives.</summary>
internal sealed class ScheduleHouse : IAsyncDisposable
{
    private readonly List<IHost> _replicas = [];
    private readonly List<StateDatabase> _databases = [];
    private DateTimeOffset _now = At("2026-03-01T12:00:00Z");

    private ScheduleHouse(TestState state)
    {
        State = state;
        _databases.Add(state.Database);
        Now = _now;
    }

    internal TestState State { get; }

    /// <summary>What the database's clock says to every replica.</summary>
    internal DateTimeOffset Now
    {
        get => _now;
        set
        {
            _now = value;
            _databases.ForEach(database => database.Time.Frozen = value);
        }
    }

    internal static async Task<ScheduleHouse> CreateAsync(StorageProvider provider) => new(await TestState.CreateAsync(provider));

    internal static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A process of its own, as far as the database can tell; it looks for times that have come only when it is asked.</summary>
    internal IServiceProvider Replica(string timeZone = "UTC")
    {
        var database = State.OpenAnother();
        database.Time.Frozen = _now;
        _databases.Add(database);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddSingleton(database)
            .AddSingleton<IConnectorType>(new FakeSource())
            .AddSingleton<ConnectorTypes>()
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddSingleton<AuditLog>()
            .AddDatasources()
            .AddSync()
            .Configure<SyncOptions>(sync => sync.TimeZone = timeZone);
        var host = builder.Build();
        _replicas.Add(host);
        return host.Services;
    }

    /// <summary>A datasource whose schedules count from now.</summary>
    internal Task<Datasource> AddAsync(string? sync = null, string? full = null, string name = "shop", Action<Datasource>? change = null, string? verify = null) => State.AddDatasourceAsync(
        name,
        datasource =>
        {
            (datasource.SyncSchedule, datasource.FullSyncSchedule, datasource.VerifySchedule, datasource.SchedulesFrom) = (sync, full, verify, Now);
            change?.Invoke(datasource);
        });

    internal async Task<IReadOnlyList<SyncJob>> JobsAsync()
    {
        await using var context = State.Database.Read();
        return await context.Set<SyncJob>().OrderBy(job => job.CreatedAt).ToListAsync();
    }

    internal async Task<IReadOnlyList<ScheduleFiring>> FiringsAsync()
    {
        await using var context = State.Database.Read();
        return await context.Set<ScheduleFiring>().OrderBy(firing => firing.FireTime).ThenBy(firing => firing.Schedule).ToListAsync();
    }

    /// <summary>As if the engine had run them.</summary>
    internal Task CompleteJobsAsync() => State.Database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET status = 'completed' WHERE status = 'pending'", token), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _replicas.ForEach(host => host.Dispose());
        await State.DisposeAsync();
    }
}
