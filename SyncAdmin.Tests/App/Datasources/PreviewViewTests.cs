using SyncAdmin.App.Datasources;
using SyncAdmin.Core.Connectors;
using Xunit;

namespace SyncAdmin.Tests.App.Datasources;

public sealed class PreviewViewTests
{
    [Fact]
    public void Values_of_many_megabytes_are_shown_by_their_beginning_and_size()
    {
        const int Huge = 16 * 1024 * 1024;
        var split = new string('x', 99_999) + "😀" + new string('y', Huge);

        var preview = PreviewView.Of(new SourcePreview(
            [new SourceColumn("text", "text"), new SourceColumn("split", "text"), new SourceColumn("blob", "blob"), new SourceColumn("short", "text")],
            [[new string('x', Huge), split, new byte[Huge], "Martillo"]],
            1));

        var row = Assert.Single(preview.Rows);
        Assert.Equal(new string('x', 100_000) + "… (16,777,216 characters)", row["text"]);
        Assert.StartsWith(new string('x', 99_999) + "… (", (string)row["split"]!, StringComparison.Ordinal);
        Assert.Equal("(16,777,216 bytes)", row["blob"]);
        Assert.Equal("Martillo", row["short"]);
    }
}
