using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>Incremental reading of an API.</summary>
public sealed class ApiChangesTests : ApiSourceTests
{
    private const string Since = """{ "since": { "parameter": "since" } }""";

    [Theory]
    [InlineData(Since)]
    [InlineData("{}")]
    public async Task Changes_come_in_order_from_any_position(string more)
    {
        // Twenty share each value.
        Api.Items = _ => Products(250, (item, id) => item["updated"] = $"2026-01-01T00:{id / 20:00}:00Z");
        var connector = Connect("page", more: more);
        Assert.Equal(Enumerable.Range(1, 250).Select(id => (long)id), await ChangedAsync(connector, null));
        Assert.Equal("2026-01-01T00:12:00Z", await connector.HighestChangeAsync(Query, CancellationToken.None));

        var ties = await ChangedAsync(Connect("page"), new ChangePosition("2026-01-01T00:05:00Z"));
        Assert.Equal(Enumerable.Range(100, 151).Select(id => (long)id), ties);
        Assert.Equal(Enumerable.Range(111, 140).Select(id => (long)id), await ChangedAsync(Connect("page"), new ChangePosition("2026-01-01T00:05:00Z", new SourceKey([110L]))));
        Assert.Empty(await ChangedAsync(connector, new ChangePosition("2027-01-01T00:00:00Z")));
    }

    [Theory]
    [InlineData("text", "since=2026-01-01T03%3A00%3A00.5%2B01%3A00")]
    [InlineData("iso8601", "since=2026-01-01T01%3A59%3A59Z")]
    [InlineData("unix", "since=1767232799")]
    [InlineData("unixMs", "since=1767232800499")]
    public async Task Since_is_written_as_the_API_wants_it_and_rather_early_than_late(string format, string parameter)
    {
        await ChangedAsync(Connect("page", more: $$"""{ "since": { "parameter": "since", "format": "{{format}}" } }"""), new ChangePosition("2026-01-01T03:00:00.5+01:00"));
        Assert.Contains(parameter, Api.Requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iso8601", 41)]
    [InlineData("text", 42)]
    public async Task A_version_number_is_asked_for_as_a_number(string format, int asked)
    {
        Api.Items = _ => Products(100, (item, id) => item["updated"] = id);
        var connector = Connect("page", more: $$"""{ "since": { "parameter": "from", "format": "{{format}}" } }""");
        Assert.Equal(Enumerable.Range(42, 59).Select(id => (long)id), await ChangedAsync(connector, new ChangePosition(42L)));
        Assert.StartsWith($"/page?from={asked}&", Api.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moments_are_compared_as_moments_and_rows_without_one_are_left_out()
    {
        string?[] updated = ["2026-01-01T10:00:00+02:00", "2026-01-01T09:00:00Z", "2026-01-01 08:30", "2026-01-01T08:00:00.000000001Z", null, "2025-12-31"];
        Api.Items = _ => Products(6, (item, id) => item["updated"] = updated[id - 1]);
        var connector = Connect("page");
        Assert.Equal([6L, 1L, 4L, 3L, 2L], await ChangedAsync(connector, null));
        Assert.Equal("2026-01-01T09:00:00Z", await connector.HighestChangeAsync(Query, CancellationToken.None));
        Assert.Equal([3L, 2L], await ChangedAsync(connector, new ChangePosition(new DateTime(2026, 1, 1, 8, 15, 0, DateTimeKind.Utc))));
    }

    [Fact]
    public async Task The_newest_is_found_with_one_call_where_the_API_can_sort()
    {
        var connector = Connect("page", more: """{ "since": { "parameter": "since", "newest": "newest=1&size=1" } }""");
        Assert.Equal("2026-01-01T04:10:00Z", await connector.HighestChangeAsync(Query, CancellationToken.None));
        Assert.Equal("/page?page=1&newest=1&size=1", Assert.Single(Api.Requests));
        Api.Items = static _ => [];
        Assert.Null(await connector.HighestChangeAsync(Query, CancellationToken.None));
        Assert.Null(await Connect("page").HighestChangeAsync(Query, CancellationToken.None));
    }

    [Fact]
    public async Task An_item_that_changes_while_changes_are_read_comes_again_later()
    {
        Api.Items = _ => [.. Products(150).OrderBy(item => (int)item["id"]!)];
        Api.OnPage = static (page, number) =>
        {
            if (number == 2)
            {
                var again = page["data"]!["items"]![0]!.DeepClone();
                (again["id"], again["updated"]) = (3, "2027-01-01T00:00:00Z");
                page["data"]!["items"]!.AsArray().Add(again);
            }
        };
        var changed = await ChangedAsync(Connect("cursor"), null);
        Assert.Equal(151, changed.Count);
        Assert.Equal(3L, changed[^1]);
    }

    [Fact]
    public async Task Without_a_change_field_there_is_nothing_to_go_by()
    {
        var query = Query with { ChangeField = null };
        Assert.Equal(ErrorCatalog.ChangeFieldMissing, (await ProblemOfAsync(() => PagesAsync(Connect("page").ReadChangesAsync(query, null, CancellationToken.None)))).Error);
        Assert.Equal(ErrorCatalog.ChangeFieldMissing, (await ProblemOfAsync(() => Connect("page").HighestChangeAsync(query, CancellationToken.None))).Error);
    }

    private static async Task<List<long>> ChangedAsync(IConnector connector, ChangePosition? since) =>
        [.. (await PagesAsync(connector.ReadChangesAsync(Query, since, CancellationToken.None))).SelectMany(page => page.Rows).Select(row => (long)row[0]!)];
}
