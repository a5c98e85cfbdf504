using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Preview, keys, codes; what can't be read; stopping.</content>
public abstract partial class ConnectorContract
{
    [Fact]
    public async Task PreviewAsync_gives_the_first_rows_and_the_total()
    {
        CreateProducts(1_234);
        var preview = await Connect().PreviewAsync(AllProducts, 5, CancellationToken.None);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], preview.Rows.Select(row => (long)row[0]!));
        Assert.Equal(1_234, preview.Total);
        Assert.Equal(["id", "code", "name"], preview.Columns.Select(column => column.Name));
        Assert.All(preview.Columns, column => Assert.NotEmpty(column.Type));
    }

    [Fact]
    public async Task ReadByKeysAsync_leaves_out_what_is_gone()
    {
        CreateProducts(100);
        var page = await Connect().ReadByKeysAsync(AllProducts, [new([7L]), new([70L]), new([700L])], CancellationToken.None);
        Assert.Equal([7L, 70L], page.Rows.Select(row => (long)row[0]!).Order());
    }

    [Fact]
    public async Task ReadByKeysAsync_of_no_keys_is_empty_and_of_too_many_refused()
    {
        CreateProducts(1);
        var connector = Connect();
        Assert.Empty((await connector.ReadByKeysAsync(AllProducts, [], CancellationToken.None)).Rows);
        var problem = await ProblemOfAsync(() => connector.ReadByKeysAsync(AllProducts, [.. Enumerable.Range(0, 1_001).Select(i => new SourceKey([(long)i]))], CancellationToken.None));
        Assert.Equal(ErrorCatalog.SourceTooManyValues, problem.Error);
    }

    [Fact]
    public async Task ReadByCodesAsync_gives_every_row_of_a_code()
    {
        CreateProducts(10);
        Execute("UPDATE products SET code = 'same' WHERE id IN (3, 4)");
        var page = await Connect().ReadByCodesAsync(AllProducts, ["same", "C7", "nobody", "x' OR '1'='1"], CancellationToken.None);
        Assert.Equal([3L, 4L, 7L], page.Rows.Select(row => (long)row[0]!).Order());
    }

    [Fact]
    public async Task ReadByCodesAsync_compares_numbers_as_their_text()
    {
        CreateProducts(10);
        var query = AllProducts with { CodeField = "id" };
        var page = await Connect().ReadByCodesAsync(query, ["7", "007", "7.0", "seven", "", " 8", "99999999999999999999999"], CancellationToken.None);
        Assert.Equal(7L, Assert.Single(page.Rows)[0]);
    }

    [Fact]
    public async Task ReadByCodesAsync_takes_a_thousand_codes()
    {
        CreateProducts(2_000);
        var page = await Connect().ReadByCodesAsync(AllProducts, [.. Enumerable.Range(1, 1_000).Select(i => $"C{i * 2}")], CancellationToken.None);
        Assert.Equal(1_000, page.Rows.Count);
    }

    [Fact]
    public async Task Calls_at_the_same_time_do_not_disturb_each_other()
    {
        CreateProducts(3_000);
        var connector = Connect();
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (await RowsAsync(connector, AllProducts, new SourceKey([(long)(i * 100)]))).Count));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 3_000 - (i * 100)), all);
    }

    [Fact]
    public async Task A_NULL_in_the_key_is_named_before_the_first_page()
    {
        Execute("CREATE TABLE loose (k INTEGER, code VARCHAR(20))");
        Execute("CREATE INDEX loose_k ON loose (k)");
        Insert("loose", "k, code", Enumerable.Range(1, 10), i => $"{(i == 5 ? "NULL" : $"{i}")}, 'code-{i}'");
        var query = Loose;
        var problem = await ProblemOfAsync(() => PagesAsync(Connect(), query));
        Assert.Equal(ErrorCatalog.SourceKeyNull, problem.Error);
        Assert.Contains("code-5", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1_000)] // the copy is the row behind the first page
    public async Task A_key_that_stands_twice_is_named(int twice)
    {
        Execute("CREATE TABLE loose (k INTEGER NOT NULL, code VARCHAR(20))");
        Execute("CREATE INDEX loose_k ON loose (k)");
        Insert("loose", "k, code", Enumerable.Range(1, 3_000).Append(twice), i => $"{i}, 'C{i}'");
        var problem = await ProblemOfAsync(() => PagesAsync(Connect(), Loose));
        Assert.Equal(ErrorCatalog.SourceKeyRepeated, problem.Error);
        Assert.Contains($"k = {twice} ", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_that_are_no_columns_are_named_with_those_that_are()
    {
        CreateProducts(1);
        var connector = Connect();
        foreach (var query in new[] { AllProducts with { KeyFields = ["nr"] }, AllProducts with { CodeField = "nr" }, AllProducts with { ChangeField = "nr" } })
        {
            var check = await connector.ValidateAsync(query, CancellationToken.None);
            Assert.Equal(ErrorCatalog.QueryFieldMissing, check.Problem?.Error);
            Assert.Contains("'nr'", check.Problem!.Detail, StringComparison.Ordinal);
            Assert.Contains("id, code, name", check.Problem.Detail, StringComparison.Ordinal);
            Assert.Equal(ErrorCatalog.QueryFieldMissing, (await ProblemOfAsync(() => PagesAsync(connector, query))).Error);
        }
    }

    [Fact]
    public async Task Cancelling_between_pages_ends_the_enumeration()
    {
        CreateProducts(5_000);
        using var cancelling = new CancellationTokenSource();
        var pages = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Connect().ReadAsync(AllProducts, null, cancelling.Token))
            {
                pages++;
                await cancelling.CancelAsync();
            }
        });
        Assert.Equal(1, pages);
    }

    [Fact]
    public async Task A_token_cancelled_before_the_call_touches_no_server()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connect().CountAsync(AllProducts, new CancellationToken(canceled: true)));
    }
}
