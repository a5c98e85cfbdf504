using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.App.Health;

/// <summary>What <c>/api/health/qdrant</c> says of a Qdrant that is well, old, red, closed to our key and away.</summary>
public sealed class QdrantHealthTests
{
    [Fact]
    public async Task Health_says_how_Qdrant_is_and_what_to_do()
    {
        var qdrant = await FakeQdrant.StartAsync();
        qdrant.RequiredKey = FakeQdrant.ApiKey;
        await using var app = new TestApp([.. qdrant.Settings()]);
        using var machine = await app.MachineAsync();
        Assert.Equal((HttpStatusCode.OK, "qdrant 1.19.0", null), await AskAsync(machine));

        qdrant.Version = "1.15.0";
        Assert.Equal((HttpStatusCode.OK, "qdrant 1.15.0 (without conditional updates: upgrade it to 1.16 or newer)", null), await AskAsync(machine));

        await qdrant.Store.CreateCollectionAsync("tools", new CollectionSpec(4), default);
        qdrant.CollectionStatus = "red";
        Assert.Equal("SYNC-2061", (await AskAsync(machine)).Code);

        qdrant.RequiredKey = "another";
        Assert.Equal((HttpStatusCode.ServiceUnavailable, null, "SYNC-2053"), await AskAsync(machine));

        await qdrant.DisposeAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, null, "SYNC-2050"), await AskAsync(machine));
        using var all = await machine.GetAsync(new Uri("/api/health", UriKind.Relative));
        Assert.Equal("degraded", (await all.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }

    private static async Task<(HttpStatusCode Status, string? Description, string? Code)> AskAsync(HttpClient machine)
    {
        using var answer = await machine.GetAsync(new Uri("/api/health/qdrant", UriKind.Relative));
        var part = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, part.GetProperty("description").GetString(), part.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem ? problem.GetProperty("code").GetString() : null);
    }
}
