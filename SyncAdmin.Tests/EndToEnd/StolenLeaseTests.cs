using System.Globalization;
using System.Text.Json;
using Npgsql;
using SyncAdmin.App.Sample;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// Two processes on one PostgreSQL and one Qdrant. The first is stopped (SIGSTOP) in the middle of its writes; the second takes over its lease and ends the
/// work with newer data; then the writes of the first that were still on their way are carried out, and it wakes up (SIGCONT).
/// </summary>
[Collection(HeavyTests.Name)]
public sealed class StolenLeaseTests(ITestOutputHelper output) : IDisposable
{
    private const int Rows = 2_000;
    private readonly string _first = Directory.CreateTempSubdirectory("syncadmin-first-").FullName;
    private readonly string _second = Directory.CreateTempSubdirectory("syncadmin-second-").FullName;

    [Fact]
    public async Task A_process_that_lost_its_lease_in_its_sleep_changes_nothing_and_stops()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        qdrant.RequiredKey = FakeQdrant.ApiKey;
        var source = ProductTable.InPostgres(Rows);
        var state = PostgresServer.Shared.CreateDatabase();
        var settings = Settings(qdrant, state);
        using var first = await AppProcess.StartAsync(_first, settings);
        var datasource = await first.CreateDatasourceAsync(ProductTable.Datasource("products", "postgresql", ProductTable.PostgresConnection(source), "products"));
        qdrant.HoldUpserts(after: 8);
        var job = await first.StartFullAsync(datasource);

        // Some of its records are committed, and others have reached Qdrant and are not written.
        await UntilAsync(async () => qdrant.Held > 0 && Count(await first.JobAsync(job), "processedRecords") > 0, first);
        Signal("-STOP", first);
        var committed = ReadState(state);
        var letGo = qdrant.StopHolding();
        PostgresServer.Shared.Execute(source, "UPDATE products SET price = price + 1000");

        using var second = await AppProcess.StartAsync(_second, settings);
        var ended = await second.EndOfAsync(job, TimeSpan.FromSeconds(60));
        Assert.Equal("completed", ended.GetProperty("status").GetString());
        Assert.Equal(Rows, Count(ended, "processedRecords"));
        Assert.True(Count(ended.GetProperty("resume"), "record") > 0);
        var again = await second.EndOfAsync(await second.StartFullAsync(datasource), TimeSpan.FromSeconds(60)); // What was committed before the prices rose.
        Assert.Equal("completed", again.GetProperty("status").GetString());
        Assert.NotEqual(committed, ReadState(state));
        await AssertPointsAsync(qdrant, state, datasource);
        var before = ReadState(state);

        // Its late writes come first, then it wakes up and goes on with what it had read.
        letGo();
        await UntilAsync(() => Task.FromResult(qdrant.Held == 0), second);
        await AssertPointsAsync(qdrant, state, datasource);
        Signal("-CONT", first);
        await UntilAsync(() => Task.FromResult(first.Output.Contains("was taken over by another process; this one stops", StringComparison.Ordinal)), first);

        // It lives, runs nothing any more, and shows the truth.
        Assert.Equal("completed", (await first.JobAsync(job)).GetProperty("status").GetString());
        var writes = qdrant.Writes;
        first.Stop();
        Assert.Equal(writes, qdrant.Writes);
        Assert.Equal(before, ReadState(state));
        await AssertPointsAsync(qdrant, state, datasource);
        second.Stop();
        Assert.DoesNotContain(FakeQdrant.ApiKey, first.Output + second.Output, StringComparison.Ordinal);
        output.WriteLine($"{writes} writes reached Qdrant");
    }

    public void Dispose()
    {
        Directory.Delete(_first, recursive: true);
        Directory.Delete(_second, recursive: true);
    }

    private static Task AssertPointsAsync(FakeQdrant qdrant, string state, Guid datasource) => StoredPoints.EqualTheSourceAsync(
        qdrant.Store,
        new PostgresStateDatabase(PostgresServer.Shared.ConnectionString(state)),
        datasource,
        "products",
        ProductTable.Products(Rows).Select(row => (row.Id, Dearer(row.Product))));

    private static SampleProduct Dearer(SampleProduct product) => product with { Price = product.Price + 1000 };

    /// <summary>Every row that a job could change, in one text.</summary>
    private static string ReadState(string database)
    {
        using var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionString(database) + ";Pooling=false");
        connection.Open();
        return string.Join('\n', new[] { "sync_jobs", "sync_errors", "record_ledger", "datasource_leases", "datasources" }.Select(table =>
        {
            using var command = new NpgsqlCommand($"SELECT coalesce(json_agg(row_to_json(t) ORDER BY row_to_json(t)::text), '[]')::text FROM {table} t", connection);
            return $"{table}: {command.ExecuteScalar()}";
        }));
    }

    private static Task UntilAsync(Func<Task<bool>> condition, AppProcess app) => Eventually.IsTrueAsync(condition, TimeSpan.FromSeconds(60), () => app.Output);

    private static void Signal(string signal, AppProcess app) => ServerProcess.Run("kill", signal, app.Process.Id.ToString(CultureInfo.InvariantCulture));

    private static long Count(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    private static (string, string)[] Settings(FakeQdrant qdrant, string state) =>
    [
        .. qdrant.Settings(),
        ("Storage:Provider", "postgres"),
        ("Storage:ConnectionString", PostgresServer.Shared.ConnectionString(state)),
        ("Sync:LeaseSeconds", "3"),
        ("Sync:WritePoints", "100"),
    ];
}
