using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>What an answer that refuses a call means: wait, give up, or do what it asks for.</summary>
public sealed class QdrantRefusalTests : QdrantFaults
{
    [Fact]
    public async Task A_429_is_waited_for_as_long_as_the_server_asks()
    {
        Qdrant.NextWrites(QdrantFault.TooManyRequests("7"), QdrantFault.TooManyRequests());
        await Store.UpsertAsync(Name, [Point(1)], 1, None);
        Assert.Equal(3, Qdrant.Writes);
        Assert.Equal([7.125, 0.25], Waits.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal([1], await NumbersAsync());
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_is_left_alone()
    {
        Qdrant.NextWrites(QdrantFault.TooManyRequests("3600"));
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => Store.UpsertAsync(Name, [Point(1)], 1, None));
        Assert.Equal((ErrorCatalog.QdrantBusy, TimeSpan.FromHours(1), 1), (refused.Problem.Error, refused.RetryAfter, Qdrant.Writes));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task What_passes_by_itself_is_tried_again(int status)
    {
        Qdrant.NextWrites(QdrantFault.Refuses(status, "later"), QdrantFault.Refuses(status, "later"));
        await Store.UpsertAsync(Name, [Point(1)], 1, None);
        Assert.Equal([1], await NumbersAsync());
        Assert.Equal(3, Qdrant.Writes);
    }

    [Theory]
    [InlineData(400, "SYNC-2057")]
    [InlineData(401, "SYNC-2053")]
    [InlineData(403, "SYNC-2053")]
    [InlineData(404, "SYNC-2001")]
    [InlineData(409, "SYNC-2057")]
    [InlineData(422, "SYNC-2057")]
    [InlineData(507, "SYNC-2052")]
    public async Task What_does_not_pass_by_itself_is_tried_once(int status, string code)
    {
        Qdrant.NextWrites(QdrantFault.Refuses(status, "Wrong input: no"));
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => Store.UpsertAsync(Name, [Point(1)], 1, None));
        Assert.Equal((code, 1), (refused.Problem.Code, Qdrant.Writes));
        Assert.Contains(status == 404 ? $"'{Name}'" : $"{status}", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strict_server_gets_the_index_that_it_asks_for()
    {
        Qdrant.IsStrict = true;
        await Store.UpsertAsync(Name, [.. Enumerable.Range(1, 600).Select(n => Point(n))], 1, None);
        await Store.DeleteAsync(Name, [Id(600)], 1, None);
        Assert.Equal(599, await Store.CountAsync(Name, null, None));
        Assert.Equal("integer", (await Store.GetCollectionAsync(Name, None))!.PayloadIndexes["_sync.fence"]);

        Qdrant.Next(QdrantFault.Refuses(400, "Bad request: Index required but not found for \"price\" of one of the following types: [float]. Help: Create an index for this key or use a different filter."));
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => Store.CountAsync(Name, new Filter(), None));
        Assert.Equal((ErrorCatalog.QdrantIndexRequired, ProblemKind.Invalid), (refused.Problem.Error, refused.Problem.Error.Kind));
        Assert.Contains("\"price\"", refused.Problem.Detail, StringComparison.Ordinal);
    }
}
