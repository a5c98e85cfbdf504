using System.Net;
using SyncAdmin.Tests.Servers.Tds;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>A table of SQL Server, read over its wire format, into a searchable collection.</summary>
public sealed class SqlServerSyncTests : IDisposable
{
    private const int Rows = 5_000;
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-mssql-").FullName;

    [Fact]
    public async Task A_table_is_synced_completely_over_a_connection_that_breaks_and_nothing_is_written_the_second_time()
    {
        await using var server = TdsServer.Start(new TdsServerOptions());
        var database = ProductTable.InSqlServer(server, Rows);
        Guid datasource;
        using (var app = await AppProcess.StartAsync(_data))
        {
            var connection = ProductTable.SqlServerConnection(server, database);
            var test = await app.SendAsync(HttpMethod.Post, "/api/datasources/test-connection", new { type = "mssql", connectionConfig = connection }, HttpStatusCode.OK);
            Assert.True(test.GetProperty("succeeded").GetBoolean());
            Assert.Contains("SQL Server", test.GetProperty("serverVersion").GetString(), StringComparison.Ordinal);
            Assert.Contains(test.GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.Contains("certificate is not checked", StringComparison.Ordinal));

            datasource = await app.CreateDatasourceAsync(ProductTable.Datasource("products", "mssql", connection, "products"));
            server.Faults.Next(new TdsFault.Cut(700), "> @k0");
            var job = await app.EndOfAsync(await app.StartFullAsync(datasource), Soon);
            Assert.True(job.GetProperty("status").GetString() is "completed", $"{job}\n{app.Output}");
            foreach (var counter in new[] { "totalRecords", "processedRecords", "successfulRecords", "embeddedRecords" })
            {
                Assert.Equal(Rows, job.GetProperty(counter).GetInt64());
            }

            var again = await app.EndOfAsync(await app.StartFullAsync(datasource), Soon);
            Assert.Equal((Rows, 0, 0), (again.GetProperty("skippedRecords").GetInt64(), again.GetProperty("successfulRecords").GetInt64(), again.GetProperty("embeddedRecords").GetInt64()));

            var product = ProductTable.Products(Rows).Last().Product;
            var answer = await app.SendAsync(HttpMethod.Post, "/api/search/text", new { collection = "products", text = product.Code, limit = 1 }, HttpStatusCode.OK);
            Assert.Equal(product.Name, answer.GetProperty("results")[0].GetProperty("payload").GetProperty("name").GetString());
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
