using System.Text;
using SyncAdmin.Core.Outbound;
using Xunit;

namespace SyncAdmin.Tests.Outbound;

public sealed class PooledBodyTests
{
    private const int Most = 200_000; // More than the first buffer holds.

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(Most)]
    public async Task What_is_within_the_limit_is_read_whole(int length)
    {
        var sent = Enumerable.Range(0, length).Select(index => (byte)index).ToArray();

        using var announced = await PooledBody.ReadAsync(new ByteArrayContent(sent), Most, CancellationToken.None);
        using var unannounced = await PooledBody.ReadAsync(new StreamContent(new Blanks(0, sent)), Most, CancellationToken.None);

        Assert.Equal(sent, announced!.Text.ToArray());
        Assert.Equal(sent, unannounced!.Text.ToArray());
    }

    [Fact]
    public async Task One_byte_more_is_too_long_whatever_was_announced()
    {
        var sent = new byte[Most + 1];

        Assert.Null(await PooledBody.ReadAsync(new ByteArrayContent(sent), Most, CancellationToken.None));
        Assert.Null(await PooledBody.ReadAsync(new StreamContent(new Blanks(0, sent)), Most, CancellationToken.None));
    }

    [Fact]
    public async Task A_body_without_end_is_read_no_further_than_the_limit()
    {
        await using var endless = new Blanks(long.MaxValue);

        Assert.Null(await PooledBody.ReadAsync(new StreamContent(endless), Most, CancellationToken.None));

        Assert.InRange(endless.Given, Most + 1, 4 * Most);
    }

    [Fact]
    public async Task The_byte_order_mark_is_no_part_of_the_text()
    {
        using var body = await PooledBody.ReadAsync(new ByteArrayContent([0xEF, 0xBB, 0xBF, .. "{}"u8]), Most, CancellationToken.None);

        Assert.Equal("{}", Encoding.UTF8.GetString(body!.Text.Span));
    }
}
