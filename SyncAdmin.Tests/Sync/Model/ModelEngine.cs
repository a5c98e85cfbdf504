using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Reconciling;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Sync.Model;

/// <summary>
/// The real engine as one process has it, without its loops: what they would do is done when the play says so. Every call that it makes to the
/// outside passes the play twice, before and after; once it is killed, none has an effect or an answer.
/// </summary>
internal sealed class ModelEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Func<ModelEngine, string, Task> _crossing;
    private readonly AsyncLocal<ConcurrentDictionary<Guid, byte>?> _written = new();

    internal ModelEngine(ModelHouse house, FakeSource source, TestEmbedder embedder, Func<ModelEngine, string, Task> crossing, Action<ModelEngine, IReadOnlyList<Guid>> touched)
    {
        _crossing = crossing;
        var services = new ServiceCollection();
        services
            .AddLogging(logging => logging.AddProvider(house.Log).SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<TimeProvider>(house.Time)
            .AddSingleton<StateDatabase>(new ModelState(this, house.State.Database))
            .AddSingleton<IVectorStore>(new ModelStore(this, house.Store, ids => Touched(ids, touched)))
            .AddSingleton<IEmbedder>(new ModelEmbedder(this, embedder))
            .AddSingleton<IConnectorType>(new ModelSource(this, source))
            .AddSingleton<ConnectorTypes>()
            .AddSingleton<IDataProtectionProvider>(ModelHouse.Protection)
            .AddSingleton<AuditLog>()
            .AddCollections()
            .AddRecords()
            .AddDatasources()
            .AddSync()
            .Configure<SyncOptions>(static sync => (sync.CommitMilliseconds, sync.WritePoints, sync.InFlightBatches) = (20, 3, 4));
        _services = services.BuildServiceProvider();
    }

    /// <summary>It was killed.</summary>
    internal bool Dead { get; set; }

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    internal SyncService Service => Get<SyncService>();

    internal RunningJobs Running => Get<RunningJobs>();

    /// <summary>Takes up one job of the lane and runs it to its end; null when there is none for it.</summary>
    /// <param name="lane">Of jobs.</param>
    /// <param name="datasourceId">Whose.</param>
    /// <param name="ended">Told the points that the attempt has written, and whether all of that is committed for sure.</param>
    internal async Task<Task?> ClaimAsync(JobLane lane, Guid datasourceId, Action<ModelEngine, IEnumerable<Guid>, bool> ended)
    {
        foreach (var candidate in await Get<JobStore>().CandidatesAsync(lane, 16, CancellationToken.None))
        {
            var owned = Running.OwnerOf(datasourceId);
            if (candidate.DatasourceId == datasourceId
                && owned?.Runs(lane) != true
                && Running.Find(candidate.JobId) is null
                && await Get<JobStore>().ClaimAsync(candidate, owned, CancellationToken.None) is { } claimed)
            {
                Running.Add(claimed);
                return RunAsync(claimed, ended);
            }
        }

        return null;
    }

    internal Task PutBackAsync() => Get<OrphanedJobs>().PutBackAsync(CancellationToken.None);

    internal async Task<T> CallAsync<T>(string what, Func<Task<T>> call)
    {
        await CrossAsync($"{what} begins");
        var answer = await call();
        await CrossAsync($"{what} ended");
        return answer;
    }

    internal Task CallAsync(string what, Func<Task> call) => CallAsync(
        what,
        async () =>
        {
            await call();
            return true;
        });

    internal async Task CrossAsync(string what)
    {
        ThrowIfDead();
        await _crossing(this, what);
        ThrowIfDead();
    }

    /// <summary>What an engine takes for a lost lease it takes no further action on.</summary>
    internal void ThrowIfDead()
    {
        if (Dead)
        {
            throw new LeaseLostException(Guid.Empty);
        }
    }

    private async Task RunAsync(RunningJob job, Action<ModelEngine, IEnumerable<Guid>, bool> ended)
    {
        var written = _written.Value = new ConcurrentDictionary<Guid, byte>();
        await Get<SyncRunner>().RunAsync(job);
        ended(this, written.Keys, !Dead && job.Job.Status == SyncJobStatus.Completed);
    }

    private void Touched(IReadOnlyList<Guid> ids, Action<ModelEngine, IReadOnlyList<Guid>> touched)
    {
        foreach (var id in ids)
        {
            _written.Value![id] = 0;
        }

        touched(this, ids);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
