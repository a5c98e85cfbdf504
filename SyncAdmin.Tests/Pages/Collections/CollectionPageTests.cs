using System.Text;
using SyncAdmin.App.Components.Collections;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Collections;

public sealed class CollectionPageTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task One_that_is_not_there_is_told_with_a_way_back()
    {
        await using var host = _pages.At("/collections/nothing");

        var page = await host.RenderAsync<CollectionPage>(("Name", "nothing"));

        Assert.Contains("SYNC-2101", page.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/collections", page.QuerySelector(".problem a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task It_shows_facts_indexes_and_that_it_is_empty()
    {
        await _pages.CollectionAsync("tools");
        await using var host = _pages.At("/collections/tools");

        var page = await host.RenderAsync<CollectionPage>(("Name", "tools"));

        Assert.Contains("tools__v1", page.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("_sync.code", page.QuerySelector(".indexes")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("It holds no points yet", page.QuerySelector(".empty h2")!.TextContent);
    }

    [Fact]
    public async Task Points_are_paged_and_the_address_of_the_next_page_keeps_the_filter()
    {
        await FillAsync(60);
        await using var host = _pages.At("/collections/tools?field=brand&value=Truper");

        var first = await host.RenderAsync<PointBrowser>(("Collection", "tools"), ("Asked", new PointAddress("brand", "Truper", null, null, null)));

        Assert.Equal(25, first.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("25 of 30 points", first.QuerySelector(".pager .range")!.TextContent);
        var next = first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!;
        Assert.Contains("field=brand&value=Truper&offset=", next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brand", "Truper", null, 30)]
    [InlineData("n", "7", null, 1)]
    [InlineData("price", "3.5", null, 1)]
    [InlineData("even", "true", null, 30)]
    [InlineData("brand", "Truper", """{"must":[{"key":"n","range":{"lt":10}}]}""", 4)]
    [InlineData(null, null, """{"must_not":[{"key":"brand","match":{"value":"Truper"}}]}""", 30)]
    public async Task A_field_a_filter_or_both_choose_points(string? field, string? value, string? filter, int expected)
    {
        await FillAsync(60);
        await using var host = _pages.At("/collections/tools");

        var page = await host.RenderAsync<PointBrowser>(("Collection", "tools"), ("Asked", new PointAddress(field, value, filter, null, null)));

        Assert.EndsWith($" of {expected} points", page.QuerySelector(".pager .range")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "{", "SYNC-2007")]
    [InlineData(null, """{"must":[{"key":"a","near":1}]}""", "must[0].near")]
    [InlineData("a..b", null, "'a..b' is not a path")]
    public async Task A_wrong_filter_is_told_where(string? field, string? filter, string named)
    {
        await _pages.CollectionAsync("tools");
        await using var host = _pages.At("/collections/tools");

        var page = await host.RenderAsync<PointBrowser>(("Collection", "tools"), ("Asked", new PointAddress(field, "x", filter, null, null)));

        Assert.Contains(named, page.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_nothing_passes_can_be_cleared()
    {
        await FillAsync(2);
        await using var host = _pages.At("/collections/tools?field=brand&value=none");

        var page = await host.RenderAsync<PointBrowser>(("Collection", "tools"), ("Asked", new PointAddress("brand", "none", null, null, null)));

        Assert.Equal("No point passes the filter", page.QuerySelector(".empty h2")!.TextContent);
        Assert.Equal("/collections/tools", page.QuerySelector(".filters a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task One_point_is_shown_whole_with_what_the_engine_keeps_and_can_be_copied()
    {
        await FillAsync(3);
        await using var host = _pages.At("/collections/tools");

        var page = await host.RenderAsync<PointBrowser>(("Collection", "tools"), ("Asked", new PointAddress(null, null, null, null, Id(2).ToString())));
        var foreign = await RenderPointAsync(Id(1).ToString());
        var missing = await RenderPointAsync(Id(99).ToString());

        Assert.Contains("\"brand\": \"Truper\"", page.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"code\": \"P-2\"", page.QuerySelectorAll("pre")[1].TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".json .copy"));
        Assert.Contains("not written by a sync", foreign, StringComparison.Ordinal);
        Assert.Contains("SYNC-2076", missing, StringComparison.Ordinal);

        async Task<string> RenderPointAsync(string id)
        {
            await using var other = _pages.At("/collections/tools");
            return (await other.RenderAsync<PointBrowser>(("Collection", "tools"), ("Asked", new PointAddress(null, null, null, null, id)))).Body!.TextContent;
        }
    }

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>Points 1 to count; those with even numbers are Truper's and written by a sync.</summary>
    private async Task FillAsync(int count)
    {
        await _pages.CollectionAsync("tools");
        var vector = new float[768];
        vector[0] = 1;
        await _pages.Get<IVectorStore>().UpsertAsync(
            "tools",
            [
                .. Enumerable.Range(1, count).Select(number => new VectorPoint(Id(number), vector, Encoding.UTF8.GetBytes(
                    number % 2 == 0
                        ? $$$"""{"_sync":{"datasource":"{{{Guid.Empty}}}","key":"{{{number}}}","code":"P-{{{number}}}"},"brand":"Truper","n":{{{number}}},"even":true}"""
                        : $$"""{"brand":"Urrea","n":{{number}},"price":{{number / 2}}.5}"""))),
            ],
            fence: null,
            CancellationToken.None);
    }
}
