using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace SyncAdmin.Tests.App.Collections;

public sealed class CollectionEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_collection_is_made_described_and_deleted()
    {
        using var machine = await fixture.App.MachineAsync();

        using var made = await machine.PostAsJsonAsync("/api/collections", new { name = "tools", vectorSize = 8, distance = "Cosine", hnsw = new { m = 16, efConstruct = 100 } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("/api/collections/tools", made.Headers.Location?.ToString());
        var collection = await TestApp.JsonAsync(made);
        Assert.Equal(0, collection.GetProperty("totalPoints").GetInt64());
        Assert.Equal("cosine", collection.GetProperty("distance").GetString());

        using var again = await machine.PostAsJsonAsync("/api/collections", new { name = "tools", vectorSize = 8 });
        await ProblemAssert.IsProblemAsync(again, HttpStatusCode.Conflict);
        var list = await machine.GetFromJsonAsync<JsonElement>("/api/collections");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), item => item.GetProperty("name").GetString() == "tools");
        var info = await machine.GetFromJsonAsync<JsonElement>("/api/collections/tools/info");
        Assert.Equal(8, info.GetProperty("spec").GetProperty("vectorSize").GetInt32());

        using var deleted = await machine.DeleteAsync(new Uri("/api/collections/tools", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await machine.GetAsync(new Uri("/api/collections/tools", UriKind.Relative));
        await ProblemAssert.IsProblemAsync(gone, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_collection_that_is_fed_is_deleted_only_by_force()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        await shop.SyncAsync(machine, "fed");

        using var refused = await machine.DeleteAsync(new Uri("/api/collections/fed", UriKind.Relative));
        using var forced = await machine.DeleteAsync(new Uri("/api/collections/fed?force=true", UriKind.Relative));

        await ProblemAssert.IsProblemAsync(refused, HttpStatusCode.Conflict);
        Assert.Equal(HttpStatusCode.NoContent, forced.StatusCode);
    }
}
