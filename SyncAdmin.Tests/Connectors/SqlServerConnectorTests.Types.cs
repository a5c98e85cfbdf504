using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Column types of SQL Server.</content>
public sealed partial class SqlServerConnectorTests
{
    [Fact]
    public async Task Every_column_type_comes_as_documented_and_NULL_as_null()
    {
        Execute("""
            CREATE TABLE kinds (id int PRIMARY KEY, ti tinyint, si smallint, bi bigint, bo bit, r real, f float, d decimal(10,2), wide decimal(38,10), m money, sm smallmoney,
                c char(5), vc varchar(40), vm varchar(max), nc nchar(5), nv nvarchar(40), nm nvarchar(max), u uniqueidentifier, b binary(4), vb varbinary(10), vx varbinary(max),
                da date, tm time(7), dt datetime, sd smalldatetime, d2 datetime2(7), dz datetimeoffset(7), x xml, sv sql_variant)
            """);
        Execute("""
            INSERT INTO kinds VALUES (1, 255, -2, 9223372036854775807, 1, 0.1, 0.1, 1.20, 1234567890123456789012345678.1234567891, 922337203685477.5807, -1.5,
                'ab', 'vc', N'text 😀', N'ñ', N'ñandú', N'text 😀', '01020304-0506-0708-090A-0B0C0D0E0F10', 0x01020304, 0x0102, 0x01,
                '2024-01-02', '10:11:12.1234567', '2024-01-02 03:04:05.123', '2024-01-02 03:04:00', '2024-01-02 03:04:05.1234567', '2024-01-02 03:04:05.1234567 +02:00', N'<a>1</a>',
                CAST(5 AS int));
            INSERT INTO kinds (id) VALUES (2)
            """);
        var rows = await RowsAsync(Connect(), new SourceQuery("SELECT * FROM kinds", ["id"], "id"));
        Assert.Equal(
            [
                1L, 255L, -2L, 9223372036854775807L, true, 0.1, 0.1, 1.20m, "1234567890123456789012345678.1234567891", 922337203685477.5807m, -1.5m,
                "ab   ", "vc", "text 😀", "ñ    ", "ñandú", "text 😀", new Guid("01020304-0506-0708-090a-0b0c0d0e0f10"), new byte[] { 1, 2, 3, 4 }, new byte[] { 1, 2 }, new byte[] { 1 },
                new DateOnly(2024, 1, 2), new TimeOnly(10, 11, 12).Add(TimeSpan.FromTicks(1_234_567)), new DateTime(2024, 1, 2, 3, 4, 5, 123), new DateTime(2024, 1, 2, 3, 4, 0),
                new DateTime(2024, 1, 2, 3, 4, 5).AddTicks(1_234_567), new DateTime(2024, 1, 2, 1, 4, 5).AddTicks(1_234_567), "<a>1</a>", 5L,
            ],
            rows[0]);
        Assert.Equal(DateTimeKind.Unspecified, ((DateTime)rows[0][25]!).Kind);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)rows[0][26]!).Kind);
        Assert.All(rows[1].Skip(1), Assert.Null);
    }

    [Fact]
    public async Task Keys_of_every_sort_page_and_are_found_again()
    {
        Execute("""
            CREATE TABLE kinds (d decimal(38,10) NOT NULL, dz datetimeoffset(7) NOT NULL, dt datetime NOT NULL, d2 datetime2(7) NOT NULL, da date NOT NULL, tm time(7) NOT NULL,
                c char(8) NOT NULL, b binary(4) NOT NULL, m money NOT NULL, PRIMARY KEY (d, dz, dt, d2, da, tm, c, b, m))
            """);
        Insert("kinds", "d, dz, dt, d2, da, tm, c, b, m", Enumerable.Range(1, 2_500), i => FormattableString.Invariant(
            $"1234567890123456789012345678.{i / 5:0000000000}, '2024-10-27 00:59:59.{i % 5:0000000} +01:00', '2024-01-02 03:04:05.{Thousandths(i):000}', '2024-01-02 03:04:05.{i:0000000}', '2024-01-01', '10:00:00.{i:0000000}', 'C{i}', 0x{i:X8}, {i}.0001"));
        var query = new SourceQuery("SELECT * FROM kinds", ["d", "dz", "dt", "d2", "da", "tm", "c", "b", "m"], "c");
        var connector = Connect();
        Assert.True((await connector.ValidateAsync(query, CancellationToken.None)).PagesByKey);
        var rows = await RowsAsync(connector, query);
        Assert.Equal(2_500, rows.Count);
        var keys = rows.Take(1_000).Select(row => new SourceKey([.. row.Select(value => value!)])).ToList();
        Assert.Equal(1_000, (await connector.ReadByKeysAsync(query, keys, CancellationToken.None)).Rows.Count);
        Assert.Equal(rows.Skip(1_235).Select(Text), (await RowsAsync(connector, query, new SourceKey([.. rows[1_234].Select(value => value!)]))).Select(Text));
        Assert.Single((await connector.ReadByCodesAsync(query, ["C77"], CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task GUIDs_follow_the_servers_order_which_is_not_dotnets()
    {
        Execute("CREATE TABLE guids (g uniqueidentifier NOT NULL PRIMARY KEY, n int)");
        Insert("guids", "g, n", Enumerable.Range(1, 2_500), i => FormattableString.Invariant($"'{(uint)i * 2_654_435_761:X8}-0000-0000-0000-{i * 7_919 % 2_503:X12}', {i}"));
        var query = new SourceQuery("SELECT g, n FROM guids", ["g"], "g");
        var connector = Connect();
        var rows = await RowsAsync(connector, query);
        Assert.Equal(2_500, rows.Select(row => row[0]).Distinct().Count());
        Assert.Equal(rows.OrderBy(row => row[0]!.ToString()![24..], StringComparer.Ordinal).Select(row => row[0]), rows.Select(row => row[0]));
        var code = rows[7][0]!.ToString()!;
        var found = await connector.ReadByCodesAsync(query, [code, code.ToUpperInvariant(), "no guid"], CancellationToken.None);
        Assert.Equal(rows[7][1], found.Rows[0][1]);
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("x", "x ")]
    public async Task Text_keys_that_the_collation_takes_for_equal_are_named(string one, string other)
    {
        Execute("CREATE TABLE loose (k varchar(20) NOT NULL, n int)");
        Execute("CREATE INDEX loose_k ON loose (k)");
        Execute($"INSERT INTO loose VALUES ('{one}', 1), ('{other}', 2), ('z', 3)");
        var problem = await ProblemOfAsync(() => PagesAsync(Connect(), new SourceQuery("SELECT k, n FROM loose", ["k"], "k")));
        Assert.Equal(ErrorCatalog.SourceKeyRepeated, problem.Error);
    }

    [Fact]
    public async Task A_key_goes_back_with_its_columns_own_type()
    {
        Execute("CREATE TABLE typed (k varchar(20) NOT NULL PRIMARY KEY, n int)");
        Insert("typed", "k, n", Enumerable.Range(1, 1_500), i => $"'K{i:0000}', {i}");
        await RowsAsync(Connect(), new SourceQuery("SELECT k, n FROM typed", ["k"], "k"));
        var page = Sent().Last(statement => statement.Text.Contains("> @k0", StringComparison.Ordinal));
        Assert.Equal("varchar(20)", page.Parameters.Single(parameter => parameter.Name is "@k0").Type.ToString());
        Assert.Equal("bigint", page.Parameters.Single(parameter => parameter.Name is "@n").Type.ToString());
    }

    [Fact]
    public async Task A_floating_point_key_is_refused()
    {
        Execute("CREATE TABLE loose (k real PRIMARY KEY, n int)");
        var check = await Connect().ValidateAsync(new SourceQuery("SELECT k, n FROM loose", ["k"], "n"), CancellationToken.None);
        Assert.Equal(ErrorCatalog.SourceKeyInexact, check.Problem?.Error);
    }

    [Fact]
    public async Task A_column_without_a_name_is_refused_with_the_way_out()
    {
        CreateProducts(1);
        var check = await Connect().ValidateAsync(Products("SELECT id, code, UPPER(name) FROM products"), CancellationToken.None);
        Assert.Equal(ErrorCatalog.QueryColumnUnnamed, check.Problem?.Error);
        Assert.Contains("column 3", check.Problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_all_schemas_are_listed_with_their_schema_and_types_as_declared()
    {
        CreateProducts(1);
        Execute("CREATE SCHEMA erp");
        Execute("CREATE TABLE erp.[Odd ]]Name] (Id int PRIMARY KEY, price decimal(10,2), title nvarchar(40), body varchar(max), rv rowversion)");
        var connector = Connect();
        var tables = await connector.ListTablesAsync(CancellationToken.None);
        Assert.Equal([("dbo", "products"), ("erp", "Odd ]Name")], tables.Select(table => (table.Schema, table.Name)));
        var columns = await connector.ListColumnsAsync(tables[1], CancellationToken.None);
        Assert.Equal(["Id int", "price decimal(10,2)", "title nvarchar(40)", "body varchar(max)", "rv rowversion"], columns.Select(column => $"{column.Name} {column.Type}"));
        Execute("INSERT INTO erp.[Odd ]]Name] (Id) VALUES (5)");
        Assert.Equal(5L, (await RowsAsync(connector, new SourceQuery("SELECT * FROM erp.[Odd ]]Name]", ["Id"], "Id")))[0][0]);
    }
}
