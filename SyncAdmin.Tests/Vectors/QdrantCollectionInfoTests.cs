using System.Text.Json;
using SyncAdmin.Core.Vectors.Qdrant;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>Which collections of a Qdrant SyncAdmin can work with.</summary>
public sealed class QdrantCollectionInfoTests
{
    [Theory]
    [InlineData("""{"vectors":{"size":8,"distance":"Cosine"}}""", null)]
    [InlineData("""{"vectors":{"size":8,"distance":"Cosine","datatype":"float16"},"sparse_vectors":{}}""", null)]
    [InlineData("""{"vectors":{"size":8,"distance":"Cosine","datatype":"uint8"}}""", "keeps vectors of whole numbers (uint8)")]
    [InlineData("""{"vectors":{"text":{"size":8,"distance":"Cosine"},"image":{"size":4,"distance":"Dot"}}}""", "has the named vectors text, image")]
    [InlineData("""{"vectors":{"size":8,"distance":"Cosine"},"sparse_vectors":{"words":{}}}""", "has the sparse vectors words beside its dense ones")]
    [InlineData("""{"sparse_vectors":{"words":{}}}""", "has no dense vectors")]
    [InlineData("""{"vectors":{"size":8,"distance":"Cosine","multivector_config":{"comparator":"max_sim"}}}""", "keeps several vectors a point")]
    public void One_unnamed_dense_vector_a_point_is_what_we_can_write(string parameters, string? reason) =>
        Assert.Equal(reason, QdrantCollectionInfo.Read("c", JsonElement.Parse($$$"""{"status":"green","points_count":1,"config":{"params":{{{parameters}}}}}""")).Unusable);
}
