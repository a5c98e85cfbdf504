using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Api;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>How items become rows, and how rows are asked for.</summary>
public sealed class ApiReadingTests : ApiSourceTests
{
    [Fact]
    public async Task Members_become_columns_with_dots_and_values_stay_exact()
    {
        const string Item = """
            { "id": 9007199254740993, "code": "C1", "updated": "x", "price": 12.10, "tiny": 1.5e-7, "huge": 12345678901234567890123456789012345.6, "big": 18446744073709551615,
              "beyond": 1e300, "active": true, "none": null, "tags": ["a", {"b": 1}], "empty": {}, "brand": { "name": "Ñandú 🔨", "maker": { "country": "ES" } } }
            """;
        Api.OnRequest = (context, _) => SaysAsync(context, "{\"data\":{\"items\":[" + Item + "]}}");
        var page = Assert.Single(await PagesAsync(Connect("all").ReadAsync(Query, null, CancellationToken.None)));
        Assert.Equal(
            ["id", "code", "updated", "price", "tiny", "huge", "big", "beyond", "active", "none", "tags", "empty", "brand.name", "brand.maker.country"],
            page.Columns);
        Assert.Equal(
            [9007199254740993L, "C1", "x", 12.10m, 0.00000015m, "12345678901234567890123456789012345.6", 18446744073709551615UL, "1e300", true, null, """["a", {"b": 1}]""", null, "Ñandú 🔨", "ES"],
            Assert.Single(page.Rows));
    }

    [Fact]
    public async Task A_column_that_comes_late_is_in_all_pages_and_null_where_it_was_not()
    {
        Api.Items = _ => Products(2_500, (item, id) => { if (id == 2_400) { item["late"] = "yes"; } });
        var pages = await PagesAsync(Connect("page").ReadAsync(Query, null, CancellationToken.None));
        Assert.Equal([1_000, 1_500], pages.Select(page => page.Rows.Count));
        Assert.All(pages, page => Assert.Equal("late", page.Columns[^1]));
        Assert.Equal(2_400L, Assert.Single(pages.SelectMany(page => page.Rows), row => row[^1] is "yes")[0]);
        Assert.All(pages.SelectMany(page => page.Rows), row => Assert.Equal(pages[0].Columns.Count, row.Length));
    }

    [Fact]
    public async Task Columns_that_are_set_are_there_even_when_no_item_has_them()
    {
        var page = (await PagesAsync(Connect("page", more: """{ "columns": ["weight", "id"] }""").ReadAsync(Query, null, CancellationToken.None)))[0];
        Assert.Equal(["weight", "id", "code"], page.Columns.Take(3));
        Assert.All(page.Rows, row => Assert.Null(row[0]));
    }

    [Fact]
    public void More_than_fits_in_memory_is_sorted_on_disk_and_leaves_nothing_there()
    {
        var directory = Directory.CreateTempSubdirectory("syncadmin-spool-").FullName;
        var context = new ConnectorContext(new ConnectorOptions(), directory, TimeProvider.System);
        using (var spool = new ApiSpool(context, row => new ApiSortKey([ApiOrderValue.OfKey(row[0]!)]), mostBytes: 2_000))
        {
            // Some 400 runs: more than are open at a time, and rows that grow by a column on the way.
            for (var i = 0; i < 20_000; i++)
            {
                var id = i * 7_919L % 20_011;
                spool.Add(new ApiSortKey([ApiOrderValue.OfKey(id)]), i < 5_000 ? [id, $"row {id}"] : [id, $"row {id}", (long)i], i < 5_000 ? 2 : 3);
            }

            var rows = spool.Read().Select(pair => pair.Row).ToList();
            Assert.Equal(20_000, rows.Count);
            Assert.Equal(rows.Select(row => (long)row[0]!).Order(), rows.Select(row => (long)row[0]!));
            Assert.All(rows, row => Assert.Equal($"row {row[0]}", row[1]));
        }

        Assert.Empty(Directory.GetFiles(context.SpoolDirectory));
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Keys_are_ordered_by_us_and_any_of_them_can_be_gone_on_from()
    {
        object[] keys = [3, "B2", "10", -1, "b1", 2.5m, "a ", "", 20, "007", "true", "Ñ", 99999999999L, "1e3", "🔨"];
        Api.Items = _ => [.. keys.Select(key => new JsonObject { ["id"] = JsonSerializer.SerializeToNode(key), ["code"] = "x", ["updated"] = "x" })];
        var connector = Connect("page");
        var all = (await RowsAsync(connector)).Select(row => row[0]!).ToList();
        Assert.Equal([-1L, 2.5m, 3L, "10", 20L, 99999999999L, "", "007", "1e3", "B2", "a ", "b1", "true", "Ñ", "🔨"], all);
        for (var i = 0; i < all.Count; i++)
        {
            // As the engine keeps it: through the checkpoint's text.
            var after = SourceKeyJson.Parse(SourceKeyJson.Write(new SourceKey([all[i]])));
            Assert.Equal(all.Skip(i + 1), (await RowsAsync(connector, after: after)).Select(row => row[0]!));
        }
    }

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("1", "1.0")]
    [InlineData("\"a\"", "\"a  \"")]
    [InlineData("true", "\"true\"")]
    public async Task Keys_that_would_be_one_record_are_refused(string one, string other)
    {
        string Item(string key) => $$"""{"id":{{key}},"code":"x","updated":"x"}""";
        Api.OnRequest = (context, _) => SaysAsync(context, $$"""{"data":{"items":[{{Item(one)}},{{Item("5")}},{{Item(other)}}] } }""");
        Assert.Equal(ErrorCatalog.SourceKeyRepeated, (await ProblemOfAsync(() => RowsAsync(Connect("all")))).Error);
    }

    [Fact]
    public async Task Counting_takes_one_call_where_a_total_is_told_and_else_the_read_that_follows_costs_none()
    {
        Assert.Equal(250, await Connect("page", more: """{ "total": "total" }""").CountAsync(Query, CancellationToken.None));
        Assert.Single(Api.Requests);

        var connector = Connect("page");
        Assert.Equal("2026-01-01T04:10:00Z", await connector.HighestChangeAsync(Query, CancellationToken.None));
        Assert.Equal(250, await connector.CountAsync(Query, CancellationToken.None));
        AssertAll(250, await RowsAsync(connector));
        Assert.Equal(1 + 4, Api.Requests.Count);
        AssertAll(250, await RowsAsync(connector));
        Assert.Equal(1 + 8, Api.Requests.Count);
    }

    [Fact]
    public async Task A_query_narrows_the_list()
    {
        await RowsAsync(Connect("page"), Query with { Template = "table=tools&q=caf%C3%A9+con" });
        Assert.Equal("/page?table=tools&q=caf%C3%A9%20con&page=1&size=100", Api.Requests[0]);
        foreach (var template in new[] { "SELECT id FROM products", "a=1#x", "=1", "since={{since}}", "page=2", "size=5" })
        {
            var check = await Connect("page").ValidateAsync(Query with { Template = template }, CancellationToken.None);
            Assert.Equal(ErrorCatalog.ApiQueryInvalid, check.Problem?.Error);
        }
    }

    [Theory]
    [InlineData("""{ "codes": { "parameter": "codes" } }""", 2)]
    [InlineData("""{ "codes": { "parameter": "codes", "most": 2 } }""", 3)]
    [InlineData("""{ "codes": { "parameter": "codes", "separator": "&" } }""", 2)]
    [InlineData("""{ "codes": { "url": "$/one/{code}", "items": "item" } }""", 3)]
    [InlineData("{}", 4)]
    public async Task Codes_are_asked_for_as_the_API_is_set_up(string more, int calls)
    {
        var connector = Connect("page", more: Filled(more));
        var page = await connector.ReadByCodesAsync(Query, ["C7", "C70", "C700"], CancellationToken.None);
        Assert.Equal([7L, 70L], page.Rows.Select(row => (long)row[0]!).Order());
        Assert.Contains("brand.name", page.Columns);
        // One call more, once, for the columns of the list.
        Assert.Equal(calls + 1, Api.Requests.Count);
    }

    [Theory]
    [InlineData("A,B")]
    [InlineData("")]
    [InlineData(".", true)]
    [InlineData("..", true)]
    public async Task A_code_that_the_API_would_take_for_something_else_is_looked_for_by_reading_all(string code, bool byUrl = false)
    {
        Api.Items = _ => Products(250, (item, id) => item["code"] = id == 200 ? code : $"C{id}");
        var connector = Connect("page", more: byUrl ? Filled("""{ "codes": { "url": "$/one/{code}", "items": "item" } }""") : """{ "codes": { "parameter": "codes" } }""");
        var page = await connector.ReadByCodesAsync(Query, [code, "C1"], CancellationToken.None);
        Assert.Equal([1L, 200L], page.Rows.Select(row => (long)row[0]!).Order());
    }

    [Fact]
    public async Task A_code_is_escaped_in_a_path()
    {
        Api.Items = _ => Products(3, (item, id) => item["code"] = $"a/b?c=d&e #{id}%2F");
        var connector = Connect("page", more: Filled("""{ "codes": { "url": "$/one/{code}", "items": "item" }, "columns": ["id"] }"""));
        await connector.ReadByCodesAsync(Query, ["../admin", "a b?c"], CancellationToken.None);
        Assert.Equal(["/one/..%2Fadmin", "/one/a%20b%3Fc"], Api.Requests);
    }

    [Fact]
    public async Task Keys_are_asked_for_by_their_own_parameter_or_by_that_of_codes_when_they_are_the_codes()
    {
        var keys = new[] { new SourceKey([7L]), new SourceKey([700L]) };
        var page = await Connect("page", more: """{ "keys": { "parameter": "ids" } }""").ReadByKeysAsync(Query, keys, CancellationToken.None);
        Assert.Equal(7L, Assert.Single(page.Rows)[0]);
        Assert.Contains(Api.Requests, request => request.Contains("ids=7%2C700", StringComparison.Ordinal));

        var byCode = Query with { KeyFields = ["code"] };
        page = await Connect("page", more: """{ "codes": { "parameter": "codes" } }""").ReadByKeysAsync(byCode, [new(["C7"])], CancellationToken.None);
        Assert.Equal(7L, Assert.Single(page.Rows)[0]);
        Assert.Contains(Api.Requests, request => request.Contains("codes=C7", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "type": "bearer", "token": "t-1" }""", "Authorization", "Bearer t-1")]
    [InlineData("""{ "type": "basic", "username": "ana", "password": "ñ:1" }""", "Authorization", "Basic YW5hOsOxOjE=")]
    [InlineData("""{ "type": "apiKey", "key": "k-1" }""", "X-API-Key", "k-1")]
    [InlineData("""{ "type": "apiKey", "in": "header", "name": "Shop-Key", "key": "k-1" }""", "Shop-Key", "k-1")]
    [InlineData("""{ "type": "apiKey", "in": "query", "name": "key", "key": "k&1" }""", null, "key=k%261")]
    public async Task Every_page_is_asked_for_with_the_credentials(string auth, string? header, string value)
    {
        Api.OnRequest = (context, _) =>
        {
            var given = header is null ? context.Request.QueryString.Value!.Contains(value, StringComparison.Ordinal) : context.Request.Headers[header] == value;
            context.Response.StatusCode = given && context.Request.Headers["X-Tenant"] == "5" ? 200 : 401;
            return Task.FromResult(context.Response.StatusCode == 401);
        };
        AssertAll(250, await RowsAsync(Connect("body", more: $$"""{ "auth": {{auth}}, "headers": { "X-Tenant": "5" } }""")));
    }

    [Fact]
    public async Task The_one_list_is_the_one_table()
    {
        var connector = Connect("page");
        var table = Assert.Single(await connector.ListTablesAsync(CancellationToken.None));
        Assert.Equal("data.items", table.Name);
        Assert.Equal([("id", "integer"), ("code", "text")], (await connector.ListColumnsAsync(table, CancellationToken.None)).Take(2).Select(column => (column.Name, column.Type)));
        Assert.Equal(ErrorCatalog.QueryTableMissing, (await ProblemOfAsync(() => connector.ListColumnsAsync(table with { Name = "x" }, CancellationToken.None))).Error);
    }

    private string Filled(string more) => more.Replace("$", Api.Url, StringComparison.Ordinal);

    private static async Task<bool> SaysAsync(HttpContext context, string body)
    {
        await context.Response.WriteAsync(body);
        return true;
    }
}
