using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>What can't be read, and how that is said.</content>
public abstract partial class ConnectorConformance
{
    [Fact]
    public async Task A_key_that_stands_twice_in_a_spooled_read_is_named()
    {
        Execute("CREATE TABLE loose (k INTEGER NOT NULL, code VARCHAR(20))");
        Insert("loose", "k, code", Enumerable.Range(1, 3_000).Append(1_000), i => $"{i}, 'C{i}'");
        var problem = await ProblemOfAsync(() => PagesAsync(Connect(), new SourceQuery("SELECT k, code FROM loose", ["k"], "code")));
        Assert.Equal(ErrorCatalog.SourceKeyRepeated, problem.Error);
    }

    [Theory]
    [InlineData("SELECT id, code FROM missing_table", "SYNC-1040")]
    [InlineData("SELECT id, cod FROM products", "SYNC-1041")]
    [InlineData("SELECT id, code FROM products WHERE id ==> 3 AND", "SYNC-1042")]
    [InlineData("SELECT id, code, name AS code FROM products", "SYNC-1051")]
    public async Task What_the_source_does_not_understand_has_a_code_of_its_own(string template, string code)
    {
        CreateProducts(1);
        var check = await Connect().ValidateAsync(Products(template), CancellationToken.None);
        Assert.Equal(code, check.Problem?.Code);
        Assert.False(check.PagesByKey);
    }

    [Theory]
    [InlineData("DELETE FROM products")]
    [InlineData("SELECT id, code FROM products; DELETE FROM products")]
    [InlineData("WITH gone AS (DELETE FROM products RETURNING id) SELECT id, id AS code FROM gone")]
    public async Task A_query_that_writes_is_refused_everywhere(string template)
    {
        CreateProducts(3);
        var connector = Connect();
        var query = Products(template);
        Assert.NotNull((await connector.ValidateAsync(query, CancellationToken.None)).Problem);
        await Assert.ThrowsAsync<ProblemException>(() => connector.PreviewAsync(query, 5, CancellationToken.None));
        await Assert.ThrowsAsync<ProblemException>(() => connector.CountAsync(query, CancellationToken.None));
        await Assert.ThrowsAsync<ProblemException>(() => PagesAsync(connector, query));
        await Assert.ThrowsAsync<ProblemException>(() => connector.ReadByKeysAsync(query, [new([1L])], CancellationToken.None));
        await Assert.ThrowsAsync<ProblemException>(() => connector.ReadByCodesAsync(query, ["C1"], CancellationToken.None));
        Assert.Equal(3, await connector.CountAsync(Products(), CancellationToken.None));
    }

    [Fact]
    public async Task A_query_by_codes_only_can_not_be_read_from_end_to_end()
    {
        CreateProducts(3);
        var query = Products("SELECT id, code, name FROM products WHERE code IN ({{codes}})");
        Assert.Equal(ErrorCatalog.QueryNeedsCodes, (await Connect().ValidateAsync(query, CancellationToken.None)).Problem?.Error);
    }

    [Fact]
    public async Task Placeholders_of_paging_and_since_are_bound_so_that_a_full_read_reads_all()
    {
        CreateProducts(1_500);
        var query = new SourceQuery(InDialect("SELECT id, code, name FROM products WHERE id > {{since}} LIMIT {{limit}} OFFSET {{offset}}"), ["id"], "code", "id");
        Assert.Equal(1_500, (await RowsAsync(Connect(), query)).Count);
    }

    [Fact]
    public void Settings_are_checked_all_at_once_and_values_never_quoted()
    {
        var problems = ConnectorType.Validate(Json(new Dictionary<string, object?>(StringComparer.Ordinal) { ["pasword"] = "s3cret", ["tsl"] = "off" }));
        Assert.Equal(["'pasword'", "'tsl'"], problems.Where(problem => problem.Error == ErrorCatalog.ConnectionSettingUnknown).Select(problem => problem.Detail.Split(' ')[0]));
        Assert.Contains(problems, problem => problem.Error == ErrorCatalog.ConnectionSettingMissing);
        Assert.DoesNotContain(problems, problem => problem.ToString().Contains("s3cret", StringComparison.Ordinal));
        Assert.Empty(ConnectorType.Validate(Json(Config())));
        Assert.NotEmpty(ConnectorType.Validate(System.Text.Json.JsonSerializer.SerializeToElement("text")));
    }
}
