using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Column types of PostgreSQL.</content>
public sealed partial class PostgreSqlConnectorTests
{
    [Fact]
    public async Task Every_column_type_comes_as_documented_and_NULL_as_null()
    {
        Execute("CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TYPE pair AS (x int, y text); CREATE DOMAIN shortcode AS varchar(9)");
        Execute("""
            CREATE TABLE kinds (id int PRIMARY KEY, i2 smallint, i8 bigint, bo boolean, r real, d double precision, n numeric(10,2), wide numeric(38,10), nan numeric, t text, vc varchar(9),
                bp char(5), u uuid, by bytea, da date, ti time, ts timestamp, tz timestamptz, iv interval, a int[], e mood, c pair, ip inet, bt bit(3), j jsonb, x xml, rg int4range, o oid, dm shortcode)
            """);
        Execute("""
            INSERT INTO kinds VALUES (1, -2, 9223372036854775807, true, 0.1, 0.1, 1.20, 1234567890123456789012345678.1234567891, 'NaN', 'text 😀', 'vc', 'ab', '01020304-0506-0708-090a-0b0c0d0e0f10',
                '\x0102', '2024-01-02', '10:11:12.5', '2024-01-02 03:04:05.123456', '2024-01-02 03:04:05+02', '1 mon 2 days 03:00', '{1,2}', 'glad', '(1,q)', '1.2.3.4', '101', '{"a": 1}', '<a/>', '[1,5)', 7, 'dom');
            INSERT INTO kinds (id) VALUES (2)
            """);
        var rows = await RowsAsync(Connect(), new SourceQuery("SELECT * FROM kinds", ["id"], "id"));
        Assert.Equal(
            [
                1L, -2L, 9223372036854775807L, true, 0.1, 0.1, 1.20m, "1234567890123456789012345678.1234567891", "NaN", "text 😀", "vc",
                "ab   ", new Guid("01020304-0506-0708-090a-0b0c0d0e0f10"), new byte[] { 1, 2 }, new DateOnly(2024, 1, 2), new TimeOnly(10, 11, 12, 500),
                new DateTime(2024, 1, 2, 3, 4, 5, 123, 456), new DateTime(2024, 1, 2, 1, 4, 5), "1 mon 2 days 03:00:00", "{1,2}", "glad", "(1,q)", "1.2.3.4", "101", "{\"a\": 1}", "<a/>", "[1,5)", "7", "dom",
            ],
            rows[0]);
        Assert.Equal(DateTimeKind.Unspecified, ((DateTime)rows[0][16]!).Kind);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)rows[0][17]!).Kind);
        Assert.All(rows[1].Skip(1), Assert.Null);
    }

    [Fact]
    public async Task Keys_of_every_sort_page_and_are_found_again()
    {
        Execute("CREATE TYPE mood AS ENUM ('sad', 'glad')");
        Execute("CREATE TABLE kinds (m mood, tz timestamptz, n numeric(38,10), u uuid, da date, ip inet, PRIMARY KEY (m, tz, n, u, da, ip))");
        Execute("""
            INSERT INTO kinds SELECT CASE WHEN i <= 1200 THEN 'sad' ELSE 'glad' END::mood, '2024-10-27 00:30+00'::timestamptz + i * interval '1 minute', 1234567890123456789012345678 + i / 3.0,
                md5(i::text)::uuid, '2024-01-01'::date + i, '10.0.0.0'::inet + i FROM generate_series(1, 2500) i
            """);
        var query = new SourceQuery("SELECT * FROM kinds", ["m", "tz", "n", "u", "da", "ip"], "u");
        var connector = Connect();
        Assert.True((await connector.ValidateAsync(query, CancellationToken.None)).PagesByKey);
        var rows = await RowsAsync(connector, query);
        Assert.Equal(2_500, rows.Count);
        Assert.Equal("sad", rows[0][0]);
        Assert.IsType<string>(rows[0][2]);
        var keys = rows.Take(50).Select(row => new SourceKey([.. row.Select(value => value!)])).ToList();
        Assert.Equal(50, (await connector.ReadByKeysAsync(query, keys, CancellationToken.None)).Rows.Count);
        Assert.Single((await connector.ReadByCodesAsync(query, [rows[7][3]!.ToString()!, "no uuid"], CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task A_value_that_dotnet_has_no_form_for_names_column_and_row()
    {
        Execute("CREATE TABLE kinds (id int PRIMARY KEY, da date); INSERT INTO kinds VALUES (1, '2024-01-01'), (2, '0044-03-15 BC')");
        var problem = await ProblemOfAsync(() => PagesAsync(Connect(), new SourceQuery("SELECT * FROM kinds", ["id"], "id")));
        Assert.Equal(ErrorCatalog.SourceValueUnreadable, problem.Error);
        Assert.Contains("'da' in the row that begins with id = 2", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_all_schemas_are_listed_with_their_schema()
    {
        CreateProducts(1);
        Execute("CREATE SCHEMA erp; CREATE TABLE erp.\"Odd \"\"Name\" (\"Id\" int PRIMARY KEY)");
        var connector = Connect();
        var tables = await connector.ListTablesAsync(CancellationToken.None);
        Assert.Equal([("erp", "Odd \"Name"), ("public", "products")], tables.Select(table => (table.Schema, table.Name)));
        Assert.Equal("Id", Assert.Single(await connector.ListColumnsAsync(tables[0], CancellationToken.None)).Name);
        Execute("INSERT INTO erp.\"Odd \"\"Name\" VALUES (5)");
        Assert.Equal(5L, (await RowsAsync(connector, new SourceQuery("SELECT * FROM erp.\"Odd \"\"Name\"", ["Id"], "Id")))[0][0]);
    }
}
