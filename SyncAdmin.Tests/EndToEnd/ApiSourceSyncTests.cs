using System.Text.Json.Nodes;
using SyncAdmin.Tests.Connectors.Api;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>An API as the source of a real SyncAdmin, killed on the way: every item arrives, once.</summary>
[Collection(HeavyTests.Name)]
public sealed class ApiSourceSyncTests : IDisposable
{
    private const int Rows = 3_000;
    private const string Token = "api-token-that-must-never-be-logged";
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-apisource-").FullName;

    [Fact]
    public async Task A_sync_of_an_API_survives_a_kill_and_brings_every_item()
    {
        await using var embedder = await FakeOpenAi.StartAsync();
        await using var api = await FakeApi.StartAsync();
        embedder.Latency = TimeSpan.FromMilliseconds(400);
        var items = ProductTable.Products(Rows).OrderBy(row => row.Id * 7_919 % 10_007).Select(row => new JsonObject
        {
            ["id"] = row.Id,
            ["code"] = row.Product.Code,
            ["name"] = row.Product.Name,
            ["brand"] = new JsonObject { ["name"] = row.Product.Brand },
            ["category"] = row.Product.Category,
            ["price"] = row.Product.Price,
            ["stock"] = row.Product.Stock,
            ["description"] = row.Product.Description,
        }).ToList();
        api.Items = _ => items;
        api.OnRequest = (context, number) =>
        {
            // Now and then busy, as the ones out there are.
            context.Response.StatusCode = context.Request.Headers.Authorization != $"Bearer {Token}" ? 401 : number % 9 == 4 ? 503 : 200;
            return Task.FromResult(context.Response.StatusCode != 200);
        };

        (string, string)[] settings =
        [
            .. embedder.Settings().Select(pair => (pair.Key, pair.Value!)),
            ("Models:OpenAI:Concurrency", "4"), ("Sync:LeaseSeconds", "3"), ("Outbound:AllowedPrivateHosts", new Uri(api.Url).Authority),
        ];
        Guid datasource;
        Guid job;
        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            datasource = await app.CreateDatasourceAsync(new
            {
                name = "shop",
                type = "api",
                connectionConfig = new
                {
                    url = $"{api.Url}/cursor",
                    auth = new { type = "bearer", token = Token },
                    items = "data.items",
                    total = "total",
                    paging = new { type = "cursor", next = "next", sizeParameter = "size", size = 250 },
                },
                queryTemplate = "table=products",
                keyField = "id",
                codeField = "code",
                fieldMapping = new Dictionary<string, string>
                {
                    ["code"] = "code", ["name"] = "name", ["brand"] = "brand.name", ["category"] = "category", ["price"] = "price", ["stock"] = "stock", ["description"] = "description",
                },
                embeddingFields = new[] { "name", "brand", "code" },
                qdrantCollection = "products",
                batchSize = 100,
            });
            job = await app.StartFullAsync(datasource);
            await Eventually.IsTrueAsync(
                async () => (await app.JobAsync(job)).GetProperty("processedRecords").GetInt64() > 200, TimeSpan.FromSeconds(60), () => app.Output);
            app.Kill();
            Assert.DoesNotContain(Token, app.Output, StringComparison.Ordinal);
        }

        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            var ended = await app.EndOfAsync(job, TimeSpan.FromMinutes(2));
            Assert.Equal("completed", ended.GetProperty("status").GetString());
            Assert.Equal(Rows, ended.GetProperty("totalRecords").GetInt64());
            Assert.Equal(Rows, ended.GetProperty("successfulRecords").GetInt64());
            Assert.InRange(ended.GetProperty("resume").GetProperty("record").GetInt64(), 200, Rows);
            var shown = await app.SendAsync(HttpMethod.Get, $"/api/datasources/{datasource}", null, System.Net.HttpStatusCode.OK);
            Assert.DoesNotContain(Token, $"{shown}{app.Output}", StringComparison.Ordinal);
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
