using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.App;

/// <summary>A SQLite catalogue in a temporary folder, and what scripts do with it over the API.</summary>
internal sealed class SmallShop : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-shop-").FullName;

    internal SmallShop(int products = 50)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE products (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, price REAL NOT NULL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {products})
            INSERT INTO products SELECT i, printf('P-%05d', i), 'product number ' || i, i / 4.0 FROM n;
            """);
        command.ExecuteNonQuery();
    }

    internal string Path => System.IO.Path.Combine(_directory, "shop.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    internal object Input(string name) => new
    {
        name,
        type = "sqlite",
        connectionConfig = new { path = Path },
        queryTemplate = "SELECT id, code, name, price FROM products",
        keyField = "id",
        codeField = "code",
        fieldMapping = new { code = "code", name = "name", price = "price" },
        embeddingFields = new[] { "name", "code" },
        qdrantCollection = name,
        webhookEnabled = true,
    };

    internal async Task<Guid> ConnectAsync(HttpClient machine, string name)
    {
        using var made = await machine.PostAsJsonAsync("/api/datasources", Input(name));
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return (await TestApp.JsonAsync(made)).GetProperty("id").GetGuid();
    }

    internal static async Task<JsonElement> StartFullAsync(HttpClient machine, Guid datasource)
    {
        using var started = await machine.PostAsync(new Uri($"/api/sync/full/{datasource}", UriKind.Relative), null);
        Assert.True(started.StatusCode == HttpStatusCode.Accepted, await started.Content.ReadAsStringAsync());
        var job = await TestApp.JsonAsync(started);
        Assert.Equal($"/api/sync/jobs/{job.GetProperty("id").GetGuid()}", started.Headers.Location?.ToString());
        return job;
    }

    /// <summary>Waits until the job is in one of these states, and returns it.</summary>
    internal static async Task<JsonElement> UntilAsync(HttpClient machine, Guid job, params string[] states)
    {
        JsonElement last = default;
        await Eventually.IsTrueAsync(
            async () =>
            {
                last = await machine.GetFromJsonAsync<JsonElement>($"/api/sync/jobs/{job}");
                return states.Contains(last.GetProperty("status").GetString());
            },
            TimeSpan.FromSeconds(60),
            () => last.ToString());
        return last;
    }

    /// <summary>Connected and completely synced.</summary>
    internal async Task<Guid> SyncAsync(HttpClient machine, string name)
    {
        var datasource = await ConnectAsync(machine, name);
        var job = await StartFullAsync(machine, datasource);
        await UntilAsync(machine, job.GetProperty("id").GetGuid(), "completed");
        return datasource;
    }
}
