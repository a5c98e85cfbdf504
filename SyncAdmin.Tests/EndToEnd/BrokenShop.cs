using System.Net;
using Microsoft.Data.Sqlite;
using SyncAdmin.Tests.App;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>A source whose table was dropped after it had been connected: each of its syncs fails.</summary>
internal static class BrokenShop
{
    /// <summary>Connects it, syncs it and waits until that has failed.</summary>
    /// <returns>The failed job.</returns>
    internal static async Task<Guid> FailAsync(AppProcess app, SmallShop shop, string name)
    {
        var datasource = await app.CreateDatasourceAsync(shop.Input(name));
        await using (var connection = new SqliteConnection($"Data Source={shop.Path};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE IF EXISTS products";
            await command.ExecuteNonQueryAsync();
        }

        var job = await app.StartFullAsync(datasource);
        Xunit.Assert.Equal("failed", (await app.EndOfAsync(job, TimeSpan.FromSeconds(60))).GetProperty("status").GetString());
        return job;
    }

    /// <summary>Makes an endpoint at this address.</summary>
    internal static async Task<Guid> ListenAsync(AppProcess app, string url) =>
        (await app.SendAsync(HttpMethod.Post, "/api/notifications", new { url, kinds = new[] { "job.failed" } }, HttpStatusCode.Created)).GetProperty("id").GetGuid();
}
