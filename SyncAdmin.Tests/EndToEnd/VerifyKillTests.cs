using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>A real process, killed in the middle of a verification: what it found is counted once, and all of it is mended.</summary>
[Collection(HeavyTests.Name)]
public sealed class VerifyKillTests : IDisposable
{
    private const int Rows = 3_000;
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-verify-").FullName;

    [Theory]
    [InlineData("before-verify:2")]
    [InlineData("after-verify:2")]
    public async Task A_verification_survives_a_kill(string fault)
    {
        (string, string)[] settings = [("Sync:LeaseSeconds", "3")];
        var database = ProductTable.InMariaDb(Rows);
        Guid datasource;
        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            datasource = await app.CreateDatasourceAsync(ProductTable.Datasource("products", "mysql", ProductTable.MariaDbConnection(database), "products"));
            await app.EndOfAsync(await app.StartFullAsync(datasource), TimeSpan.FromSeconds(60));
            app.Stop();
        }

        await DamageAsync(datasource);
        using (var app = await AppProcess.StartAsync(_data, [.. settings, ("SYNCADMIN_FAULT", fault)]))
        {
            await app.AskedBeforeItDiesAsync(dying => dying.SendAsync(HttpMethod.Post, $"/api/sync/verify/{datasource}", null, HttpStatusCode.Accepted));
        }

        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            var job = await app.NewestJobAsync(datasource, "verify");
            var ended = await app.EndOfAsync(job, TimeSpan.FromSeconds(60));
            Assert.Equal(("completed", Rows, 0), (ended.GetProperty("status").GetString(), ended.GetProperty("processedRecords").GetInt32(), ended.GetProperty("deletedRecords").GetInt32()));
            var report = await app.SendAsync(HttpMethod.Get, $"/api/sync/jobs/{job}/verification", null, HttpStatusCode.OK);
            Assert.Equal((100, 100), (Count(report, "missingInLedger"), Count(report, "missingInStore")));
            Assert.Equal((Rows, 200, 100), (report.GetProperty("compared").GetInt32(), report.GetProperty("differing").GetInt32(), report.GetProperty("requeued").GetInt32()));
            await Eventually.IsTrueAsync(
                async () => (await app.SendAsync(HttpMethod.Get, $"/api/sync/jobs?datasourceId={datasource}", null, HttpStatusCode.OK)).GetProperty("items").EnumerateArray()
                    .All(static one => one.GetProperty("status").GetString() == "completed"),
                TimeSpan.FromSeconds(60),
                () => app.Output);
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>A hundred ledger rows and a hundred other points are lost.</summary>
    private async Task DamageAsync(Guid datasource)
    {
        var state = new SqliteStateDatabase(Path.Combine(_data, "state.db"));
        var scope = new LedgerScope("products__v1", datasource);
        var rows = await new RecordLedger(state).LoadRangeAsync(scope, after: null, through: null, Rows, CancellationToken.None);
        string[] keys = [.. rows.Select(static row => row.RecordKey).OrderBy(static key => key.Length).ThenBy(static key => key, StringComparer.Ordinal)];
        await state.WriteAsync((transaction, token) => RecordLedger.ApplyAsync(transaction, scope, [], keys[..100], token), CancellationToken.None);
        using var store = new EmbeddedVectorStore(Path.Combine(_data, "vectors"), NullLoggerFactory.Instance);
        await store.DeleteAsync("products", [.. keys[600..700].Select(key => PointId.Of(datasource, key))], fence: null, CancellationToken.None);
    }

    private static int Count(JsonElement report, string sort) => report.GetProperty(sort).GetProperty("count").GetInt32();
}
