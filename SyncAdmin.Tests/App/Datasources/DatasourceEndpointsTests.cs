using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.App.Datasources;

public sealed class DatasourceEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>, IDisposable
{
    private readonly SmallShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_datasource_is_made_read_changed_and_deleted()
    {
        using var machine = await fixture.App.MachineAsync();

        using var made = await machine.PostAsJsonAsync("/api/datasources", _shop.Input("life"));
        var datasource = await TestApp.JsonAsync(made);
        var address = $"/api/datasources/{datasource.GetProperty("id").GetGuid()}";
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(address, made.Headers.Location?.ToString());
        Assert.StartsWith("whsec_", datasource.GetProperty("webhookSecret").GetString(), StringComparison.Ordinal);
        Assert.Equal("active", datasource.GetProperty("status").GetString());
        Assert.Equal("sweep", datasource.GetProperty("deletePolicy").GetProperty("mode").GetString());

        var read = await machine.GetFromJsonAsync<JsonElement>(address);
        Assert.Equal(JsonValueKind.Null, read.GetProperty("webhookSecret").ValueKind);
        var list = await machine.GetFromJsonAsync<JsonElement>("/api/datasources?page=1&pageSize=200");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), item => item.GetProperty("name").GetString() == "life");
        Assert.Equal(1, list.GetProperty("page").GetInt32());
        Assert.Equal(200, list.GetProperty("pageSize").GetInt32());
        Assert.True(list.GetProperty("total").GetInt64() >= 1);

        using var renamed = await machine.PutAsJsonAsync(address, _shop.Input("afterlife"));
        Assert.Equal("afterlife", (await TestApp.JsonAsync(renamed)).GetProperty("name").GetString());
        using var paused = await machine.PostAsync(new Uri($"{address}/pause", UriKind.Relative), null);
        Assert.Equal("paused", (await TestApp.JsonAsync(paused)).GetProperty("status").GetString());
        using var resumed = await machine.PostAsync(new Uri($"{address}/resume", UriKind.Relative), null);
        Assert.Equal("active", (await TestApp.JsonAsync(resumed)).GetProperty("status").GetString());
        using var secret = await machine.PostAsync(new Uri($"{address}/regenerate-webhook-secret", UriKind.Relative), null);
        Assert.NotEqual(datasource.GetProperty("webhookSecret").GetString(), (await TestApp.JsonAsync(secret)).GetProperty("webhookSecret").GetString());

        using var deleted = await machine.DeleteAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await machine.GetAsync(new Uri(address, UriKind.Relative));
        await ProblemAssert.IsProblemAsync(gone, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Its_source_is_tested_previewed_and_its_query_checked()
    {
        using var machine = await fixture.App.MachineAsync();
        var address = $"/api/datasources/{await _shop.ConnectAsync(machine, "looked-at")}";

        using var test = await machine.PostAsync(new Uri($"{address}/test", UriKind.Relative), null);
        Assert.True((await TestApp.JsonAsync(test)).GetProperty("succeeded").GetBoolean());

        var preview = await machine.GetFromJsonAsync<JsonElement>($"{address}/preview?limit=3");
        Assert.Equal(50, preview.GetProperty("total").GetInt64());
        Assert.Equal(["P-00001", "P-00002", "P-00003"], preview.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("code").GetString()));

        using var stored = await machine.PostAsync(new Uri($"{address}/validate-query", UriKind.Relative), null);
        Assert.True((await TestApp.JsonAsync(stored)).GetProperty("valid").GetBoolean());
        using var writing = await machine.PostAsJsonAsync($"{address}/validate-query", new { query = "DELETE FROM products" });
        var refused = await TestApp.JsonAsync(writing);
        Assert.False(refused.GetProperty("valid").GetBoolean());
        Assert.Contains("DELETE", refused.GetProperty("problem").GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_tested_before_it_is_stored()
    {
        using var machine = await fixture.App.MachineAsync();

        using var good = await machine.PostAsJsonAsync("/api/datasources/test-connection", new { type = "sqlite", connectionConfig = new { path = _shop.Path } });
        using var bad = await machine.PostAsJsonAsync("/api/datasources/test-connection", new { type = "sqlite", connectionConfig = new { path = "/nowhere/shop.db" } });
        using var unknown = await machine.PostAsJsonAsync("/api/datasources/test-connection", new { type = "abacus", connectionConfig = new { } });
        using var missing = await machine.PostAsJsonAsync("/api/datasources/test-connection", new { });

        Assert.True((await TestApp.JsonAsync(good)).GetProperty("succeeded").GetBoolean());
        var failure = await TestApp.JsonAsync(bad);
        Assert.False(failure.GetProperty("succeeded").GetBoolean());
        Assert.False(string.IsNullOrEmpty(failure.GetProperty("problem").GetProperty("remedy").GetString()));
        await ProblemAssert.IsProblemAsync(unknown, HttpStatusCode.UnprocessableEntity);
        Assert.InRange((int)missing.StatusCode, 400, 422);
    }

    [Fact]
    public async Task What_a_login_may_write_is_told_with_the_way_to_one_that_may_only_read()
    {
        using var machine = await fixture.App.MachineAsync();
        var database = PostgresServer.Shared.CreateDatabase();
        PostgresServer.Shared.Execute(database, $"CREATE TABLE products (id int PRIMARY KEY); CREATE ROLE api_{database} LOGIN; GRANT SELECT, DELETE ON products TO api_{database}");
        var connectionConfig = new { host = "127.0.0.1", port = PostgresServer.Shared.Port, database, username = $"api_{database}" };

        using var answer = await machine.PostAsJsonAsync("/api/datasources/test-connection", new { type = "postgresql", connectionConfig });
        var test = await TestApp.JsonAsync(answer);
        Assert.True(test.GetProperty("succeeded").GetBoolean());
        Assert.Equal("DELETE on public.products", Assert.Single(test.GetProperty("writeRights").EnumerateArray()).GetString());
        Assert.Contains("GRANT SELECT", test.GetProperty("writeRemedy").GetString(), StringComparison.Ordinal);

        PostgresServer.Shared.Execute(database, $"REVOKE DELETE ON products FROM api_{database}");
        using var stored = await machine.PostAsJsonAsync("/api/datasources", new
        {
            name = "reader",
            type = "postgresql",
            connectionConfig,
            queryTemplate = "SELECT id FROM products",
            keyField = "id",
            fieldMapping = new { code = "id", name = "id" },
            embeddingFields = new[] { "name" },
            qdrantCollection = "reader",
        });
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync());
        var id = (await TestApp.JsonAsync(stored)).GetProperty("id").GetGuid();
        using var again = await machine.PostAsync(new Uri($"/api/datasources/{id}/test", UriKind.Relative), null);
        var reader = await TestApp.JsonAsync(again);
        Assert.Empty(reader.GetProperty("writeRights").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, reader.GetProperty("writeRemedy").ValueKind);
    }

    [Fact]
    public async Task A_password_never_leaves_again()
    {
        using var machine = await fixture.App.MachineAsync();
        using var made = await machine.PostAsJsonAsync("/api/datasources", new
        {
            name = "secretive",
            type = "mysql",
            connectionConfig = new { host = "127.0.0.1", port = 3306, database = "shop", username = "u", password = "hunter2" },
            queryTemplate = "SELECT id, name FROM products",
            keyField = "id",
            fieldMapping = new { name = "name" },
            embeddingFields = new[] { "name" },
            qdrantCollection = "secretive",
        });
        var text = await made.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        var id = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("id").GetGuid();
        var answers = new[] { text, await machine.GetStringAsync($"/api/datasources/{id}"), await machine.GetStringAsync("/api/datasources"), await machine.GetStringAsync("/api/audit") };

        Assert.All(answers, answer => Assert.DoesNotContain("hunter2", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_mistake_of_an_input_is_named_at_once()
    {
        using var machine = await fixture.App.MachineAsync();

        using var answer = await machine.PostAsJsonAsync("/api/datasources", new { name = "", type = "abacus", batchSize = 1000 });

        await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.All(["name", "type", "batchSize", "queryTemplate"], member => Assert.Contains(member, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_is_in_the_audit_log_with_its_correlation_id()
    {
        using var machine = await fixture.App.MachineAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/datasources") { Content = JsonContent.Create(_shop.Input("audited")) };
        request.Headers.Add("X-Correlation-Id", "audit-test-1");
        (await machine.SendAsync(request)).Dispose();

        var entry = (await machine.GetFromJsonAsync<JsonElement>("/api/audit")).GetProperty("items").EnumerateArray()
            .First(item => item.GetProperty("correlationId").GetString() == "audit-test-1");

        Assert.Equal("datasource.create", entry.GetProperty("action").GetString());
        Assert.Equal("bootstrap key", entry.GetProperty("actorName").GetString());
    }
}
