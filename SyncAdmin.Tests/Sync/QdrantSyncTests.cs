using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Embeddings.Local;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.Sync;

/// <summary>Real syncs into a Qdrant that misbehaves: nothing is lost, nothing is there twice, and every point is as the source has it.</summary>
public sealed class QdrantSyncTests(ITestOutputHelper output)
{
    private const int Records = 2_000;

    [Theory]
    [InlineData(1)]
    [InlineData(20261122)]
    public async Task Every_record_arrives_whatever_the_server_does(int seed)
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        await using var world = await SyncWorld.CreateAsync(StorageProvider.Sqlite, QdrantClients.Open(qdrant, options => options.WriteBatchPoints = 64));
        world.Source.PutMany(Records);
        var datasource = await world.State.AddDatasourceAsync();
        await world.StartEngineAsync();
        qdrant.MisbehaveAtRandom(
            seed,
            share: 0.4,
            QdrantFault.TooManyRequests("1"),
            QdrantFault.Unavailable,
            QdrantFault.TimedOut,
            QdrantFault.DropBefore,
            QdrantFault.DropAfter,
            QdrantFault.LateWrite,
            QdrantFault.LostWrite);

        // A run of failures may outlast the retries: then the job waits for the store, and goes on.
        Assert.Equal(SyncJobStatus.Completed, (await EndOfAsync(world, (await world.StartFullAsync(datasource)).Required().Id)).Status);
        await AssertEqualsTheSourceAsync(qdrant, world, datasource.Id, id => ($"product number {id}", 1));

        for (var id = 1; id <= Records; id += 2)
        {
            world.Source.Put(id, id % 3 == 0 ? $"renamed {id}" : $"product number {id}", price: 2);
        }

        Assert.Equal(SyncJobStatus.Completed, (await EndOfAsync(world, (await world.StartFullAsync(datasource)).Required().Id)).Status);
        await AssertEqualsTheSourceAsync(qdrant, world, datasource.Id, id => (id % 2 == 1 && id % 3 == 0 ? $"renamed {id}" : $"product number {id}", id % 2 == 1 ? 2 : 1));
        output.WriteLine($"{qdrant.Writes} writes for {Records} records and {Records / 2} changes");
    }

    [Fact]
    public async Task A_full_server_makes_the_job_wait_for_room_and_an_answer_of_an_hour_for_an_hour()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        await using var world = await SyncWorld.CreateAsync(StorageProvider.Sqlite, QdrantClients.Open(qdrant));
        world.Source.PutMany(500);
        var datasource = await world.State.AddDatasourceAsync();
        await world.StartEngineAsync();
        qdrant.NextWrites([.. Enumerable.Repeat(QdrantFault.Full, 10)]);
        var job = (await world.StartFullAsync(datasource)).Required().Id;
        var waiting = await world.UntilAsync(job, view => view.WaitReason is not null);
        Assert.Equal(("disk", "SYNC-2052"), (waiting.WaitReason, waiting.ErrorCode));

        qdrant.BehaveWell();
        qdrant.NextWrites([.. Enumerable.Repeat(QdrantFault.TooManyRequests("3600"), 10)]);
        await world.Service.ResumeAsync(job, Actor.System, CancellationToken.None);
        waiting = await world.UntilAsync(job, view => view.WaitReason == "store");
        Assert.Equal("SYNC-2051", waiting.ErrorCode);
        Assert.InRange(waiting.ResumeAfter!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));

        qdrant.BehaveWell();
        await world.Service.ResumeAsync(job, Actor.System, CancellationToken.None);
        Assert.Equal((SyncJobStatus.Completed, 500L), (await world.EndOfAsync(job) is var end ? (end.Status, end.SuccessfulRecords) : default));
        await AssertEqualsTheSourceAsync(qdrant, world, datasource.Id, id => ($"product number {id}", 1), 500);
    }

    [Fact]
    public async Task A_collection_is_re_indexed_whatever_the_server_does()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        await using var world = await SyncWorld.CreateAsync(StorageProvider.Sqlite, QdrantClients.Open(qdrant, options => options.WriteBatchPoints = 64));
        world.Source.PutMany(500);
        var datasource = await world.State.AddDatasourceAsync();
        await world.StartEngineAsync();
        await world.SyncAsync(datasource);
        world.Embedder.Reset();
        qdrant.MisbehaveAtRandom(7, share: 0.3, QdrantFault.TooManyRequests("1"), QdrantFault.Unavailable, QdrantFault.DropBefore, QdrantFault.DropAfter, QdrantFault.LostWrite);

        var reindexes = world.Services.GetRequiredService<ReindexService>();
        var started = (await reindexes.StartAsync("products", new ReindexRequest { HnswM = 32 }, Actor.System, "test", CancellationToken.None)).Required();
        Assert.Equal(SyncJobStatus.Completed, (await EndOfAsync(world, started.Feeders[0].JobId)).Status);

        qdrant.BehaveWell();
        Assert.Equal("products__v2", (await qdrant.Store.ListAliasesAsync(CancellationToken.None))["products"]);
        Assert.Empty(world.Embedder.Counts);
        await AssertEqualsTheSourceAsync(qdrant, world, datasource.Id, id => ($"product number {id}", 1), 500, "products__v2");
    }

    /// <summary>Waits for the end; a job that waits for the store is told to go on at once.</summary>
    private static async Task<SyncJobView> EndOfAsync(SyncWorld world, Guid job)
    {
        while (true)
        {
            var view = await world.UntilAsync(job, now => now.Status is SyncJobStatus.Completed or SyncJobStatus.Failed || now.WaitReason is not null);
            if (view.WaitReason is null)
            {
                return view;
            }

            Assert.Equal("store", view.WaitReason);
            await world.Service.ResumeAsync(job, Actor.System, CancellationToken.None);
        }
    }

    private static async Task AssertEqualsTheSourceAsync(FakeQdrant qdrant, SyncWorld world, Guid datasource, Func<long, (string Name, decimal Price)> source, int records = Records, string physicalName = "products__v1")
    {
        var ledger = await LedgerAsync(world, datasource, physicalName);
        Assert.Equal(records, ledger.Count);
        var points = (await qdrant.Store.ScrollAsync("products", null, null, 10_000, withVector: true, CancellationToken.None)).Points;
        Assert.Equal(records, points.Count);
        foreach (var point in points)
        {
            var members = SyncPayload.Read(point.Payload)!;
            var id = long.Parse(members.Key, System.Globalization.CultureInfo.InvariantCulture);
            var (name, price) = source(id);
            Assert.Equal(PointId.Of(datasource, members.Key), point.Id);
            using var payload = JsonDocument.Parse(point.Payload);
            Assert.Equal((name, price, $"C{id}"), (payload.RootElement.GetProperty("name").GetString(), payload.RootElement.GetProperty("price").GetDecimal(), members.Code));
            Assert.Equal(ledger[members.Key], (members.TextHash, members.PayloadHash));
            Assert.Equal(LocalEmbedder.Embed(name), point.Vector.ToArray(), (one, other) => Math.Abs(one - other) < 1e-6f);
        }
    }

    private static async Task<Dictionary<string, (RecordHash, RecordHash)>> LedgerAsync(SyncWorld world, Guid datasource, string physicalName)
    {
        await using var db = world.State.Database.Read();
        var scopes = db.Set<LedgerScopeEntry>().Where(scope => scope.DatasourceId == datasource && scope.Collection == physicalName).Select(scope => scope.Id);
        return db.Set<LedgerEntry>().Where(entry => scopes.Contains(entry.ScopeId)).AsEnumerable()
            .ToDictionary(entry => entry.RecordKey, entry => (RecordHash.FromBytes(entry.TextHash), RecordHash.FromBytes(entry.PayloadHash)), StringComparer.Ordinal);
    }
}
