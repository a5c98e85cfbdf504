using System.Net;
using System.Text.Json;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>A real process, killed in the middle of a sweep: what a person decided holds, what was removed is counted once, and comes back when asked for.</summary>
[Collection(HeavyTests.Name)]
public sealed class SweepKillTests : IDisposable
{
    private const int Rows = 3_000;
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-sweep-").FullName;

    [Fact]
    public Task A_sweep_of_MariaDB_with_state_in_SQLite_survives_a_kill()
    {
        var database = ProductTable.InMariaDb(Rows);
        return SurvivesAsync("mysql", ProductTable.MariaDbConnection(database), sql => MariaDbServer.Shared.Execute(database, sql), gone: 500, state: null);
    }

    [Fact]
    public Task A_sweep_of_PostgreSQL_with_state_in_PostgreSQL_survives_kills_before_and_after_the_decision()
    {
        var database = ProductTable.InPostgres(Rows);
        return SurvivesAsync("postgresql", ProductTable.PostgresConnection(database), sql => PostgresServer.Shared.Execute(database, sql), gone: 1_500, PostgresServer.Shared.CreateDatabase());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task SurvivesAsync(string type, object connection, Action<string> change, int gone, string? state)
    {
        (string, string)[] settings = state is null
            ? [("Sync:LeaseSeconds", "3")]
            : [("Sync:LeaseSeconds", "3"), ("Storage:Provider", "postgres"), ("Storage:ConnectionString", PostgresServer.Shared.ConnectionString(state))];
        var asks = gone > Rows / 5;
        Guid datasource;
        Guid job;
        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            datasource = await app.CreateDatasourceAsync(ProductTable.Datasource("products", type, connection, "products"));
            await app.EndOfAsync(await app.StartFullAsync(datasource), TimeSpan.FromSeconds(60));
            change($"DELETE FROM products WHERE id > {Rows - gone}");
            job = asks ? await AskedAsync(app, await app.StartFullAsync(datasource)) : default;
            app.Kill();
        }

        using (var app = await AppProcess.StartAsync(_data, [.. settings, ("SYNCADMIN_FAULT", "during-sweep:2")]))
        {
            if (asks)
            {
                Assert.Equal("decision", (await app.JobAsync(job)).GetProperty("waitReason").GetString());
                await app.AskedBeforeItDiesAsync(dying => dying.SendAsync(HttpMethod.Post, $"/api/sync/jobs/{job}/decision", new { accept = true }, HttpStatusCode.Accepted));
            }
            else
            {
                await app.AskedBeforeItDiesAsync(dying => dying.StartFullAsync(datasource));
            }
        }

        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            job = await app.NewestJobAsync(datasource);
            var ended = await app.EndOfAsync(job, TimeSpan.FromSeconds(60));
            Assert.Equal(("completed", gone), (ended.GetProperty("status").GetString(), ended.GetProperty("deletedRecords").GetInt32()));
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows - gone, Open(state));
        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            var restored = await app.SendAsync(HttpMethod.Post, $"/api/sync/jobs/{job}/restore", null, HttpStatusCode.OK);
            Assert.Equal(gone, restored.GetProperty("restored").GetInt32());
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows, Open(state));
    }

    private static async Task<Guid> AskedAsync(AppProcess app, Guid job)
    {
        JsonElement last = default;
        await Eventually.IsTrueAsync(
            async () => (last = await app.JobAsync(job)).GetProperty("waitReason").ValueKind == JsonValueKind.String && last.GetProperty("waitReason").GetString() == "decision",
            TimeSpan.FromSeconds(60),
            () => $"{last}\n{app.Output}");
        return job;
    }

    private static PostgresStateDatabase? Open(string? state) => state is null ? null : new PostgresStateDatabase(PostgresServer.Shared.ConnectionString(state));
}
