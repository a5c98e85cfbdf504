using SyncAdmin.Core.Collections;
using Xunit;

namespace SyncAdmin.Tests.Collections;

public sealed class CollectionNameTests
{
    [Theory]
    [InlineData("productos")]
    [InlineData("catálogo-2026_ñ.v1")]
    [InlineData("a__version")]
    [InlineData("a__v1b")]
    [InlineData("商品")]
    public void Ordinary_names_are_fine(string name) => Assert.Null(CollectionName.Check(name));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a/b", "'/'")]
    [InlineData("a\\b", "'\\'")]
    [InlineData("a:b", "':'")]
    [InlineData("a*", "'*'")]
    [InlineData("a\"b", "'\"'")]
    [InlineData("a b", "a blank")]
    [InlineData("a\u0001", "control character")]
    [InlineData("..", "full stop")]
    [InlineData("adoptable", "address of the API")]
    [InlineData("a__v1", "version")]
    [InlineData("a__v12__v3", "version")]
    public void Names_that_a_store_or_file_system_refuses_are_said_why(string name, string reason) =>
        Assert.Contains(reason, CollectionName.Check(name)!.Detail, StringComparison.Ordinal);

    [Fact]
    public void Two_hundred_bytes_are_the_most()
    {
        Assert.Null(CollectionName.Check(new string('ñ', 100)));
        Assert.Contains("200 bytes", CollectionName.Check(new string('ñ', 101))!.Detail, StringComparison.Ordinal);
    }
}
