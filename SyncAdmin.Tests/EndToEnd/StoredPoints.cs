using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.App.Sample;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors.Embedded;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>Compares what an ended SyncAdmin left on disk, point by point, with the source and with the ledger.</summary>
internal static class StoredPoints
{
    /// <summary>Every source row has exactly its point, with exactly its payload, and the ledger knows the same hashes; and there is nothing else.</summary>
    internal static async Task EqualTheSourceAsync(string dataDirectory, Guid datasource, string collection, int rows, StateDatabase? state = null)
    {
        var ledger = await LedgerAsync(state ?? new SqliteStateDatabase(Path.Combine(dataDirectory, "state.db")), datasource);
        var expected = ProductTable.Products(rows).ToDictionary(row => PointId.Of(datasource, Key(row.Id)), row => row);
        Assert.Equal(rows, ledger.Count);

        using var store = new EmbeddedVectorStore(Path.Combine(dataDirectory, "vectors"), NullLoggerFactory.Instance);
        var seen = 0;
        Guid? from = null;
        do
        {
            var page = await store.ScrollAsync(collection, filter: null, from, 2000, withVector: false, CancellationToken.None);
            foreach (var point in page.Points)
            {
                Assert.True(expected.TryGetValue(point.Id, out var row), $"A point that no source row made: {point.Id}");
                using var payload = JsonDocument.Parse(point.Payload);
                EqualsRow(payload.RootElement, row.Product);
                var sync = payload.RootElement.GetProperty("_sync");
                Assert.Equal(Key(row.Id), sync.GetProperty("key").GetString());
                Assert.Equal(row.Product.Code, sync.GetProperty("code").GetString());
                Assert.Equal(ledger[Key(row.Id)], (sync.GetProperty("textHash").GetString(), sync.GetProperty("payloadHash").GetString()));
                seen++;
            }

            from = page.Next;
        }
        while (from is not null);

        Assert.Equal(rows, seen);
    }

    private static void EqualsRow(JsonElement payload, SampleProduct product)
    {
        Assert.Equal(product.Code, payload.GetProperty("code").GetString());
        Assert.Equal(product.Name, payload.GetProperty("name").GetString());
        Assert.Equal(product.Brand, payload.GetProperty("brand").GetString());
        Assert.Equal(product.Category, payload.GetProperty("category").GetString());
        Assert.Equal(product.Price, payload.GetProperty("price").GetDecimal());
        Assert.Equal(product.Stock, payload.GetProperty("stock").GetInt32());
        Assert.Equal(product.Description, payload.GetProperty("description").GetString());
    }

    private static async Task<Dictionary<string, (string?, string?)>> LedgerAsync(StateDatabase state, Guid datasource)
    {
        await using var db = state.Read();
        var scopes = db.Set<LedgerScopeEntry>().Where(scope => scope.DatasourceId == datasource).Select(scope => scope.Id);
        var entries = await db.Set<LedgerEntry>().Where(entry => scopes.Contains(entry.ScopeId)).ToListAsync();
        return entries.ToDictionary(
            entry => entry.RecordKey,
            entry => ((string?)RecordHash.FromBytes(entry.TextHash).ToString(), (string?)RecordHash.FromBytes(entry.PayloadHash).ToString()),
            StringComparer.Ordinal);
    }

    private static string Key(long id) => id.ToString(CultureInfo.InvariantCulture);
}
