using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Api;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>What is the end of a list, and what only looks like it.</summary>
public sealed class ApiPagingTests : ApiSourceTests
{
    private const string Total = """{ "total": "total" }""";

    public static TheoryData<string> Kinds => ["page", "offset", "cursor", "link", "body", "all"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_is_read_to_its_end_whatever_way_it_pages(string kind)
    {
        foreach (var (count, most) in new[] { (0, 100), (1, 100), (250, 100), (300, 100), (250, 30) })
        {
            Api.Items = _ => Products(count);
            Api.MostSize = most;
            AssertAll(count, await RowsAsync(Connect(kind)));
            AssertAll(count, await RowsAsync(Connect(kind, more: Total)));
            AssertAll(count, await RowsAsync(Connect(kind, more: """{ "total": "header:X-Total-Count" }""")));
        }
    }

    [Theory]
    [InlineData("""{ "type": "page", "hasMore": "more", "sizeParameter": "size", "size": 100 }""", 3)]
    [InlineData("""{ "type": "page", "pages": "pages", "sizeParameter": "size", "size": 100 }""", 3)]
    [InlineData("""{ "type": "page", "sizeParameter": "size", "size": 100 }""", 4)]
    public async Task The_end_costs_no_call_where_the_API_says_it(string paging, int calls)
    {
        Api.Items = _ => Products(300);
        AssertAll(300, await RowsAsync(Connect("page", paging)));
        Assert.Equal(calls, Api.Requests.Count);
        Assert.Equal("/page?page=1&size=100", Api.Requests[0]);
    }

    [Fact]
    public async Task A_page_behind_the_end_may_be_answered_404()
    {
        Api.Items = _ => Products(300);
        Api.OnRequest = (context, _) => Answer(context, context.Request.Query["page"] == "4", 404);
        AssertAll(300, await RowsAsync(Connect("page", more: Total)));
    }

    [Fact]
    public async Task A_total_that_is_capped_is_not_the_end()
    {
        Api.OnPage = static (page, _) => page["total"] = 200;
        Assert.Contains("200", (await IncompleteAsync("page", Total)).Detail, StringComparison.Ordinal);
        Assert.Contains("200", (await IncompleteAsync("offset", Total)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_total_that_is_not_reached_is_no_end(string kind)
    {
        Api.OnPage = static (page, _) => page["total"] = 500;
        var problem = await ProblemOfAsync(() => RowsAsync(Connect(kind, more: Total)));
        Assert.Equal(kind == "all" ? ErrorCatalog.ApiPagingMissing : ErrorCatalog.ApiReadIncomplete, problem.Error);
        Assert.Contains("500", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page")]
    [InlineData("offset")]
    public async Task An_empty_page_in_the_middle_is_no_end(string kind)
    {
        Api.OnPage = static (page, number) => Empty(page, number == 2);
        await IncompleteAsync(kind, Total);
    }

    [Theory]
    [InlineData("cursor")]
    [InlineData("link")]
    [InlineData("body")]
    public async Task An_empty_page_that_leads_on_is_passed(string kind)
    {
        Api.Items = _ => Products(100);
        Api.MostSize = 50;
        Api.OnPage = static (page, number) => Empty(page, number == 2);
        Assert.Equal(50, (await RowsAsync(Connect(kind))).Count);
        Assert.Contains("ended after 50", (await IncompleteAsync(kind, Total)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_shorter_than_the_first_is_no_end_and_nothing_may_follow_it()
    {
        Api.OnPage = static (page, number) => Shorten(page, number == 2);
        Assert.Contains("instead of 100", (await IncompleteAsync("page", Total)).Detail, StringComparison.Ordinal);
        Assert.Contains("Page 2 has less items", (await IncompleteAsync("page")).Detail, StringComparison.Ordinal);
        Api.OnPage = static (page, number) => Shorten(page, number == 1);
        Assert.Contains("the first one only 99", (await IncompleteAsync("page")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_offset_what_a_short_page_left_out_comes_with_the_next_one()
    {
        var pages = 0;
        Api.OnPage = (page, _) =>
        {
            var items = page["data"]!["items"]!.AsArray();
            if (++pages == 2)
            {
                items.RemoveAt(items.Count - 1);
            }
        };
        AssertAll(250, await RowsAsync(Connect("offset", more: Total)));
    }

    [Fact]
    public async Task A_total_that_shrinks_while_pages_are_read_by_number_is_an_error()
    {
        Api.OnPage = static (page, number) => page["total"] = 250 - (number / 2);
        Assert.Contains("250 items, and 249 a page later", (await IncompleteAsync("page", Total)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_of_pages_that_shrinks_while_they_are_read_is_read_anew()
    {
        const string Paging = """{ "type": "page", "pages": "pages", "sizeParameter": "size", "size": 100 }""";
        var items = Products(201);
        Api.Items = _ => items;
        Api.OnRequest = (_, number) =>
        {
            items = number == 2 ? items[1..] : items; // The first of page 2 is then on page 1, which has been read.
            return Task.FromResult(false);
        };
        var rows = await RowsAsync(Connect("page", Paging));
        Assert.Equal((200, 2 + 2), (rows.Count, Api.Requests.Count));

        Api.OnPage = static (page, number) => page["pages"] = number == 1 ? 3 : 2;
        Assert.Equal(ErrorCatalog.ApiReadIncomplete, (await ProblemOfAsync(() => RowsAsync(Connect("page", Paging)))).Error);
    }

    [Theory]
    [InlineData("page", """{ "type": "page", "hasMore": "more" }""")]
    [InlineData("page", """{ "type": "page", "pages": "pages" }""")]
    [InlineData("offset", """{ "type": "offset", "hasMore": "more" }""")]
    [InlineData("cursor", """{ "type": "cursor", "next": "next", "hasMore": "more" }""")]
    public async Task No_content_where_more_was_announced_is_no_end(string kind, string paging)
    {
        Api.OnRequest = (context, number) => Answer(context, number > 1, 204);
        var problem = await ProblemOfAsync(() => RowsAsync(Connect(kind, paging)));
        Assert.Equal(ErrorCatalog.ApiReadIncomplete, problem.Error);
        Assert.Contains("Page 2 has no content", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_one_page_is_not_overlooked_where_no_paging_is_set()
    {
        var none = """{ "type": "none" }""";
        Assert.Equal(ErrorCatalog.ApiPagingMissing, (await ProblemOfAsync(() => RowsAsync(Connect("link", none)))).Error);
        Assert.Equal(ErrorCatalog.ApiPagingMissing, (await Connect("link", none).TestAsync(CancellationToken.None)).Problem?.Error);
        Api.Items = _ => Products(100);
        AssertAll(100, await RowsAsync(Connect("link", none)));
        Api.OnPage = static (page, _) => page["total"] = 250;
        var more = await ProblemOfAsync(() => RowsAsync(Connect("page", none, Total)));
        Assert.Equal(ErrorCatalog.ApiPagingMissing, more.Error);
        Assert.Contains("100 items, and says that there are 250", more.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page")]
    [InlineData("offset")]
    public async Task A_list_that_changes_while_it_is_read_by_number_is_read_anew(string kind)
    {
        var items = Products(250);
        Api.Items = _ => items;
        Api.OnRequest = (_, number) =>
        {
            // Before the second page of the first read one goes, before that of the second one comes.
            items = number switch { 2 => items[1..], 4 => [.. Products(250).Take(1), .. items], _ => items };
            return Task.FromResult(false);
        };
        AssertAll(250, await RowsAsync(Connect(kind, more: Total)));
        Assert.Equal(2 + 2 + 3, Api.Requests.Count);

        Api.OnRequest = (_, number) =>
        {
            items = number % 2 == 0 ? [.. Products(1, (item, _) => item["id"] = 1_000 + number), .. items] : items;
            return Task.FromResult(false);
        };
        Assert.Contains("changed while it was read", (await IncompleteAsync(kind, Total)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page")]
    [InlineData("offset")]
    public async Task An_API_that_ignores_the_parameters_is_noticed_at_the_second_page(string kind)
    {
        Api.Items = _ => Products(100);
        var paging = Paging(kind).Replace("{ \"type\"", "{ \"parameter\": \"unknown\", \"type\"", StringComparison.Ordinal);
        var problem = await ProblemOfAsync(() => RowsAsync(Connect(kind, paging)));
        Assert.Equal(ErrorCatalog.ApiPageRepeats, problem.Error);
        Assert.Contains("Page 2 has the same items as page 1", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(2, Api.Requests.Count);
    }

    [Fact]
    public async Task A_cursor_that_was_given_before_is_noticed()
    {
        Api.Items = _ => Products(500);
        Api.OnPage = static (page, number) => page["next"] = number == 3 ? "c100" : page["next"]?.DeepClone();
        Assert.Equal(ErrorCatalog.ApiPageRepeats, (await ProblemOfAsync(() => RowsAsync(Connect("cursor")))).Error);
        Assert.Equal(3, Api.Requests.Count);
    }

    [Fact]
    public async Task A_next_address_that_leads_back_is_noticed()
    {
        Api.OnPage = static (page, number) => page["next"] = number == 2 ? "/body?page=1&size=100" : "/body?page=2&size=100";
        Assert.Equal(ErrorCatalog.ApiPageRepeats, (await ProblemOfAsync(() => RowsAsync(Connect("body")))).Error);
    }

    [Fact]
    public async Task A_key_that_was_on_an_earlier_page_is_named()
    {
        Api.OnPage = static (page, number) =>
        {
            if (number == 3)
            {
                page["data"]!["items"]![0] = Products(250)[0];
            }
        };
        var problem = await ProblemOfAsync(() => RowsAsync(Connect("cursor")));
        Assert.Equal(ErrorCatalog.SourceKeyRepeated, problem.Error);
        Assert.Contains($"id = {Products(250)[0]["id"]} ", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "cursor", "next": "data.nxt" }""", "data.nxt")]
    [InlineData("""{ "type": "link", "next": "nxt" }""", "nxt")]
    [InlineData("""{ "type": "cursor", "next": "data" }""", "there is an object")]
    [InlineData("""{ "type": "cursor", "next": "next", "hasMore": "total" }""", "true or false")]
    [InlineData("""{ "type": "page", "hasMore": "moore" }""", "moore")]
    [InlineData("""{ "type": "page", "pages": "data.pages" }""", "data.pages")]
    public async Task A_path_that_is_wrong_is_no_end(string paging, string said)
    {
        var problem = await ProblemOfAsync(() => RowsAsync(Connect("cursor", paging)));
        Assert.Equal(ErrorCatalog.ApiPathMissing, problem.Error);
        Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
        Assert.Equal(ErrorCatalog.ApiPathMissing, (await Connect("cursor", paging).TestAsync(CancellationToken.None)).Problem?.Error);
    }

    [Fact]
    public async Task An_API_that_leaves_the_cursor_out_at_the_end_is_read_where_one_page_is_known_to_be_all()
    {
        Api.Items = _ => Products(50);
        Api.OnPage = static (page, _) => page.Remove("next");
        AssertAll(50, await RowsAsync(Connect("cursor")));
        Assert.Equal(ErrorCatalog.ApiPathMissing, (await ProblemOfAsync(() => RowsAsync(Connect("cursor", """{ "type": "cursor", "next": "next" }""")))).Error);
        AssertAll(50, await RowsAsync(Connect("cursor", """{ "type": "cursor", "next": "next" }""", Total)));
    }

    [Fact]
    public async Task A_next_page_on_another_server_gets_no_credentials()
    {
        Api.OnPage = static (page, _) => page["next"] = "https://elsewhere.example/body?page=2";
        var problem = await ProblemOfAsync(() => RowsAsync(Connect("body", more: """{ "auth": { "type": "bearer", "token": "secret-token" } }""")));
        Assert.Equal(ErrorCatalog.ApiRedirects, problem.Error);
        Assert.Contains("https://elsewhere.example", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<https://a.test/x?page=2>; rel=\"next\"", "https://a.test/x?page=2")]
    [InlineData("</x?a=1,2;3>; rel=next", "/x?a=1,2;3")]
    [InlineData("</p>; rel=prev, </n>; title=\"rel=next, no\"; REL=\"last Next\"", "/n")]
    [InlineData("</p>; title=\"; rel=next\"; rel=prev", null)]
    [InlineData("</p>; rel=nextish", null)]
    [InlineData("nonsense", null)]
    public void The_Link_header_is_read_as_RFC_8288_writes_it(string header, string? next) => Assert.Equal(next, ApiLinkSequence.NextOf([header]));

    [Fact]
    public void A_Link_header_made_to_take_long_does_not()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var part in new[] { "<a>\\\"", "<", "<a>;a=\"", "<a>;;;", "<>\"\\" })
        {
            try
            {
                Assert.Null(ApiLinkSequence.NextOf([string.Concat(Enumerable.Repeat(part, 32_000 / part.Length))]));
            }
            catch (ProblemException exception)
            {
                Assert.Equal(ErrorCatalog.ApiPathMissing, exception.Problem.Error);
            }
        }

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"{watch.Elapsed}"); // A few seconds where nothing else runs; a step of more would take hours.
    }

    private async Task<Problem> IncompleteAsync(string kind, string? more = null)
    {
        var problem = await ProblemOfAsync(() => RowsAsync(Connect(kind, more: more)));
        Assert.Equal(ErrorCatalog.ApiReadIncomplete, problem.Error);
        return problem;
    }

    private static void Empty(JsonObject page, bool when)
    {
        if (when)
        {
            page["data"]!["items"] = new JsonArray();
        }
    }

    private static void Shorten(JsonObject page, bool when)
    {
        if (when)
        {
            page["data"]!["items"]!.AsArray().RemoveAt(0);
        }
    }

    private static Task<bool> Answer(HttpContext context, bool when, int status)
    {
        if (when)
        {
            context.Response.StatusCode = status;
        }

        return Task.FromResult(when);
    }
}
