using System.Net;
using System.Text;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>What somebody else, or a failed disk, left in a Qdrant.</summary>
public sealed class QdrantForeignDataTests : QdrantFaults
{
    [Fact]
    public async Task Numbers_as_point_ids_are_refused()
    {
        using var store = CannedQdrant.Open(HttpStatusCode.OK, path => path == "/"
            ? """{"title":"qdrant - vector search engine","version":"1.19.1"}"""
            : """{"result":{"points":[{"id":42,"payload":null,"vector":{"image":[1,2]}}],"next_page_offset":43},"status":"ok"}""");
        var refused = await Assert.ThrowsAsync<ProblemException>(() => store.ScrollAsync("theirs", null, null, 10, true, None));
        Assert.Equal(ErrorCatalog.QdrantIdNotUuid, refused.Problem.Error);
        Assert.Contains("42", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_of_somebody_else_is_described_and_its_points_are_read()
    {
        using var store = CannedQdrant.Open(HttpStatusCode.OK, path => path switch
        {
            "/" => """{"title":"qdrant - vector search engine","version":"1.19.0-dev"}""",
            "/aliases" => """{"result":{"aliases":[]},"status":"ok"}""",
            "/collections/theirs" => """
                {"result":{"status":"green","optimizer_status":"ok","points_count":7,"segments_count":1,"config":{"params":{"vectors":{"image":{"size":4,"distance":"Dot"}},"payload":{"memory":"cold"}},
                "hnsw_config":{"m":16,"ef_construct":100,"full_scan_threshold":10,"memory":"pinned"},"optimizer_config":{}},"payload_schema":{}},"status":"ok"}
                """,
            _ => """{"result":{"points":[{"id":"00000000-0000-4000-8000-000000000001","payload":{"año": 1.50 },"vector":{"image":[1,2]}}],"next_page_offset":null},"status":"ok"}""",
        });
        var description = (await store.GetCollectionAsync("theirs", None))!;
        Assert.Equal("has the named vectors image", description.Unusable);
        Assert.Equal((0, 7L, true, false), (description.Spec.VectorSize, description.PointCount, description.Spec.OnDiskPayload, description.Spec.HnswOnDisk));
        var point = Assert.Single((await store.ScrollAsync("theirs", null, null, 10, true, None)).Points);
        Assert.Equal("""{"año": 1.50 }""", Encoding.UTF8.GetString(point.Payload.Span));
        Assert.True(point.Vector.IsEmpty);
    }

    [Fact]
    public async Task Points_are_counted_when_the_figure_may_be_off_and_red_says_why()
    {
        await Store.UpsertAsync(Name, [Point(1), Point(2)], 1, None);
        Qdrant.CollectionStatus = "yellow";
        var yellow = (await Store.GetCollectionAsync(Name, None))!;
        Assert.Equal(("yellow", 2L), (yellow.Status, yellow.PointCount));
        Qdrant.CollectionStatus = "red";
        var red = (await Store.GetCollectionAsync(Name, None))!;
        Assert.Equal(ErrorCatalog.QdrantCollectionRed, red.Damage?.Error);
        Assert.Contains("the disk of this node failed", red.Damage?.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_step_in_an_address_is_no_collection(string name)
    {
        Qdrant.KeepsCalls = true;
        var calls = Qdrant.Calls.Count;
        Assert.Null(await Store.GetCollectionAsync(name, None));
        Assert.Equal(calls, Qdrant.Calls.Count);
    }
}
