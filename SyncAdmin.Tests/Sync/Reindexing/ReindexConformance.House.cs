using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Sync.Verifying;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Sync.Reindexing;

/// <content>What the tests are made of.</content>
public abstract partial class ReindexConformance
{
    private static async Task DropLeftoversAsync(SyncWorld world, Collection collection)
    {
        var reindexes = world.Services.GetRequiredService<Reindexes>();
        foreach (var leftover in await reindexes.LeftoversAsync(collection, withNewest: true, None))
        {
            await reindexes.DropAsync(collection, leftover, None);
        }
    }

    private static ReindexService ServiceOf(SyncWorld world) => world.Services.GetRequiredService<ReindexService>();

    private static CollectionManager ManagerOf(SyncWorld world) => world.Services.GetRequiredService<CollectionManager>();

    private static async Task<ReindexView> GetAsync(SyncWorld world) => (await ServiceOf(world).GetAsync("products", None)).Required();

    private static async Task<ReindexView> StartAsync(SyncWorld world, ReindexRequest? request = null) =>
        (await ServiceOf(world).StartAsync("products", request ?? new ReindexRequest(), Actor.System, "test", None)).Required();

    /// <summary>The re-index when it is done; the verification that follows has nothing to mend then.</summary>
    private static async Task<ReindexView> DoneAsync(SyncWorld world, ReindexView started, bool differs = false)
    {
        foreach (var feeder in started.Feeders)
        {
            var job = await world.EndOfAsync(feeder.JobId);
            Assert.True(job.Status == SyncJobStatus.Completed, $"{job}\n{world.Log}");
        }

        var done = await GetAsync(world);
        Assert.Equal(ReindexStatus.Done, done.Status);
        foreach (var feeder in done.Feeders)
        {
            var verify = await FollowUpAsync(world, await world.State.DatasourceAsync(feeder.DatasourceId), SyncJobType.Verify, done.SwitchedAt);
            var report = (await world.Services.GetRequiredService<SyncVerification>().GetAsync(verify.Id, None)).Required();
            Assert.True(differs || (report.Complete && report.Differing == 0), $"{report}\n{world.Log}");
        }

        return done;
    }

    /// <summary>Begun, with one datasource built, and the other one held in the middle until the source lets it go on.</summary>
    private static async Task<(ReindexView Started, Datasource Ready, TaskCompletionSource GoOn)> OneOfTwoBuiltAsync(SyncWorld world, Datasource first, Datasource second)
    {
        var goOn = new TaskCompletionSource();
        var held = 0;
        world.Source.PageRead = (from, _) => from > 1 && Interlocked.Increment(ref held) == 1 ? goOn.Task : Task.CompletedTask;
        var started = await StartAsync(world);
        await Eventually.IsTrueAsync(async () => (await GetAsync(world)).Feeders.Count(static feeder => feeder.BuiltAt is not null) == 1, TimeSpan.FromSeconds(30), () => world.Log.ToString());
        var built = (await GetAsync(world)).Feeders.Single(static feeder => feeder.BuiltAt is not null);
        await world.EndOfAsync(built.JobId);
        return (started, built.DatasourceId == first.Id ? first : second, goOn);
    }

    /// <summary>The end of the newest job of a type that was made by itself.</summary>
    private static async Task<SyncJobView> FollowUpAsync(SyncWorld world, Datasource datasource, SyncJobType type, DateTimeOffset? after = null)
    {
        Guid? id = null;
        await Eventually.IsTrueAsync(
            async () => (id = (await world.State.AllAsync<SyncJob>())
                .Where(job => job.DatasourceId == datasource.Id && job.Type == type && (after is null || job.CreatedAt >= after))
                .MaxBy(static job => job.CreatedAt)?.Id) is not null,
            TimeSpan.FromSeconds(30),
            () => world.Log.ToString());
        return await world.EndOfAsync(id!.Value);
    }

    private async Task<(SyncWorld World, Datasource Datasource)> SyncedAsync(int records, Action<Datasource>? change = null)
    {
        var (world, datasource) = await SyncWorld.StartAsync(records, provider, change);
        Assert.Equal(SyncJobStatus.Completed, (await world.SyncAsync(datasource)).Status);
        return (world, datasource);
    }

    private static async Task<Dictionary<string, StoredPoint>> PointsAsync(SyncWorld world, Datasource datasource, string collection)
    {
        var page = await world.Store.ScrollAsync(collection, null, null, 10_000, withVector: false, None);
        return page.Points.Where(point => SyncPayload.Read(point.Payload)!.DatasourceId == datasource.Id).ToDictionary(static point => SyncPayload.Read(point.Payload)!.Key, StringComparer.Ordinal);
    }

    private static Task<string?> NameAsync(SyncWorld world, Datasource datasource, string collection, long id) => MemberAsync(world, datasource, collection, id, "name");

    private static Task<string?> PriceAsync(SyncWorld world, Datasource datasource, string collection, long id) => MemberAsync(world, datasource, collection, id, "price");

    private static async Task<string?> MemberAsync(SyncWorld world, Datasource datasource, string collection, long id, string member)
    {
        var points = await world.Store.GetAsync(collection, [PointId.Of(datasource.Id, $"{id}")], withVector: false, None);
        return points.Count == 0 ? null : System.Text.Json.JsonDocument.Parse(points[0].Payload).RootElement.GetProperty(member).ToString();
    }

    /// <summary>Source, the ledger of the physical collection, and the store agree on every record of the datasource.</summary>
    private static async Task AssertInStepAsync(SyncWorld world, Datasource datasource, string physicalName)
    {
        var rows = world.Source.Rows;
        var points = await PointsAsync(world, datasource, physicalName);
        Assert.Equal(rows.Keys.Order(StringComparer.Ordinal), points.Keys.Order(StringComparer.Ordinal));
        var ledger = world.Services.GetRequiredService<RecordLedger>();
        var known = await ledger.LoadAsync(new LedgerScope(physicalName, datasource.Id), [.. rows.Keys], None);
        Assert.Equal(rows.Count, await ledger.CountAsync(new LedgerScope(physicalName, datasource.Id), None));
        foreach (var (key, text) in rows)
        {
            var hash = RecordHash.Of(System.Text.Encoding.UTF8.GetBytes(text));
            Assert.Equal((key, hash), (key, known[key].TextHash));
            Assert.Equal((key, hash), (key, SyncPayload.Read(points[key].Payload)!.TextHash));
        }
    }
}
