using System.Text.Json;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>A text whose vector was stored is not paid for again, although the process dies between embedding and writing.</summary>
[Collection(HeavyTests.Name)]
public sealed class PaidOnceTests : IDisposable
{
    private const int Rows = 1_000;
    private const int Batch = 100;
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-paid-").FullName;

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_kill_between_embedding_and_writing_costs_nothing_that_was_stored(StorageProvider provider)
    {
        await using var gemini = await FakeGemini.StartAsync();
        var table = ProductTable.InPostgres(Rows);
        var state = provider == StorageProvider.Postgres ? PostgresServer.Shared.CreateDatabase() : null;

        // One call at a time, and the next goes out while the last answer is read: so at the kill one batch may have been charged that was never stored.
        (string, string)[] settings = [.. gemini.Settings().Select(pair => (pair.Key, pair.Value!)), ("Models:Gemini:Concurrency", "1"), ("Sync:LeaseSeconds", "3")];
        settings = state is null ? settings : [.. settings, ("Storage:Provider", "postgres"), ("Storage:ConnectionString", PostgresServer.Shared.ConnectionString(state))];
        Guid datasource;
        using (var app = await AppProcess.StartAsync(_data, [.. settings, ("SYNCADMIN_FAULT", "after-embed:4")]))
        {
            datasource = await app.CreateDatasourceAsync(ProductTable.Datasource("products", "postgresql", ProductTable.PostgresConnection(table), "products"));
            await app.AskedBeforeItDiesAsync(dying => dying.StartFullAsync(datasource));
        }

        var paid = gemini.Items;
        Assert.InRange(paid, 400, 400 + Batch);
        JsonElement ended;
        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            ended = await app.EndOfAsync(await app.NewestJobAsync(datasource), TimeSpan.FromSeconds(60));
            app.Stop();
        }

        Assert.Equal(("completed", Rows), (ended.GetProperty("status").GetString(), ended.GetProperty("successfulRecords").GetInt32()));
        Assert.InRange(gemini.Items, Rows, Rows + paid - 400);
        Assert.Equal(gemini.Items - Rows, gemini.EmbedCounts.Count(static pair => pair.Value == 2));
        Assert.InRange(ended.GetProperty("saved").GetProperty("cachedTexts").GetInt64(), 100, paid);
        Assert.True(ended.GetProperty("saved").GetProperty("cachedCost").GetDecimal() > 0);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
