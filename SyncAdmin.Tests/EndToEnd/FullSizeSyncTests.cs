using System.Net;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>The catalogue of 202,910 products that this application was first needed for, from a real server into a searchable collection.</summary>
[Collection(HeavyTests.Name)]
public sealed class FullSizeSyncTests : IDisposable
{
    private const int SampledCodes = 2000;
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-full-").FullName;

    [Fact]
    public Task A_MariaDB_table_of_202910_rows_is_synced_completely() =>
        SyncsCompletelyAsync("mysql", ProductTable.MariaDbConnection(ProductTable.InMariaDb(ProductTable.FullSize)));

    [Fact]
    public Task A_PostgreSQL_table_of_202910_rows_is_synced_completely() =>
        SyncsCompletelyAsync("postgresql", ProductTable.PostgresConnection(ProductTable.InPostgres(ProductTable.FullSize)));

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task SyncsCompletelyAsync(string type, object connection)
    {
        Guid datasource;
        using (var app = await AppProcess.StartAsync(_data))
        {
            datasource = await app.CreateDatasourceAsync(ProductTable.Datasource("products", type, connection, "products"));
            var job = await app.EndOfAsync(await app.StartFullAsync(datasource), TimeSpan.FromMinutes(8));

            Assert.Equal("completed", job.GetProperty("status").GetString());
            foreach (var counter in new[] { "totalRecords", "processedRecords", "successfulRecords", "embeddedRecords" })
            {
                Assert.Equal(ProductTable.FullSize, job.GetProperty(counter).GetInt64());
            }

            var collection = await app.SendAsync(HttpMethod.Get, "/api/collections/products", null, HttpStatusCode.OK);
            Assert.Equal(ProductTable.FullSize, collection.GetProperty("totalPoints").GetInt64());
            await FindsSampledCodesFirstAsync(app);
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", ProductTable.FullSize);
    }

    private static async Task FindsSampledCodesFirstAsync(AppProcess app)
    {
        var random = new Random(20261121);
        var products = ProductTable.Products(ProductTable.FullSize).Select(row => row.Product.Code).ToArray();
        for (var i = 0; i < SampledCodes; i++)
        {
            var code = products[random.Next(products.Length)];
            var answer = await app.SendAsync(HttpMethod.Post, "/api/search/text", new { collection = "products", text = code, limit = 3 }, HttpStatusCode.OK);
            Assert.Equal(code, answer.GetProperty("results")[0].GetProperty("payload").GetProperty("code").GetString());
        }
    }
}
