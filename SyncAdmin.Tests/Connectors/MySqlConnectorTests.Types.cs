using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Column types of MySQL and MariaDB.</content>
public sealed partial class MySqlConnectorTests
{
    [Fact]
    public async Task Every_column_type_comes_as_documented_and_NULL_as_null()
    {
        Execute("""
            CREATE TABLE kinds (id INT PRIMARY KEY, tiny TINYINT, flag TINYINT(1), big BIGINT, huge BIGINT UNSIGNED, mid MEDIUMINT UNSIGNED, y YEAR,
                d DECIMAL(10,2), wide DECIMAL(38,10), du DECIMAL(20,0) UNSIGNED, f FLOAT, db DOUBLE, da DATE, dt DATETIME(6), ts TIMESTAMP NULL, ti TIME(3), neg TIME,
                b1 BIT(1), b8 BIT(8), ch CHAR(36), bin BINARY(16), vb VARBINARY(10), bl BLOB, tx TEXT, js JSON, en ENUM('a','b'), st SET('x','y'), zero DATETIME, la VARCHAR(20) CHARACTER SET latin1)
            """);
        Execute("""
            SET sql_mode = '', time_zone = '+02:00';
            INSERT INTO kinds VALUES (1, -1, 1, -5, 18446744073709551615, 7, 2024, 1.20, 1234567890123456789012345678.1234567891, 12345678901234567890, 0.1, 0.1,
                '2024-01-02', '2024-01-02 03:04:05.123456', '2024-01-02 03:04:05', '10:11:12.500', '-100:00:00', 1, 255, 'not-a-guid', '0123456789abcdef', 'ab', 'cd', 'text 😀',
                '{"a":1}', 'b', 'x,y', '0000-00-00', 'ñandú');
            INSERT INTO kinds (id, ts) VALUES (2, NULL)
            """);
        var rows = await RowsAsync(Connect(), new SourceQuery("SELECT * FROM kinds", ["id"], "id"));
        Assert.Equal(
            [
                1L, -1L, 1L, -5L, 18446744073709551615UL, 7L, 2024L, 1.20m, "1234567890123456789012345678.1234567891", 12345678901234567890m, 0.1, 0.1,
                new DateOnly(2024, 1, 2), new DateTime(2024, 1, 2, 3, 4, 5, 123, 456), new DateTime(2024, 1, 2, 1, 4, 5), new TimeSpan(0, 10, 11, 12, 500), TimeSpan.FromHours(-100),
                1L, 255L, "not-a-guid", "0123456789abcdef"u8.ToArray(), "ab"u8.ToArray(), "cd"u8.ToArray(), "text 😀", "{\"a\":1}", "b", "x,y", null, "ñandú",
            ],
            rows[0]);
        Assert.Equal(DateTimeKind.Unspecified, ((DateTime)rows[0][13]!).Kind);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)rows[0][14]!).Kind);
        Assert.All(rows[1].Skip(1), Assert.Null);
    }

    [Fact]
    public async Task Keys_of_every_sort_page_and_are_found_again()
    {
        Execute("CREATE TABLE kinds (ts TIMESTAMP(6) NOT NULL, d DECIMAL(30,4) NOT NULL, da DATE NOT NULL, bin BINARY(4) NOT NULL, ti TIME NOT NULL, PRIMARY KEY (ts, d, da, bin, ti))");
        Execute("INSERT INTO kinds SELECT '2024-10-27 00:30:00' + INTERVAL seq MINUTE, seq / 3, '2024-01-01' + INTERVAL seq DAY, UNHEX(LPAD(HEX(seq), 8, '0')), '-10:00:00' FROM seq_1_to_2500");
        var query = new SourceQuery("SELECT * FROM kinds", ["ts", "d", "da", "bin", "ti"], "d");
        var connector = Connect();
        var rows = await RowsAsync(connector, query);
        Assert.Equal(2_500, rows.Count);
        var keys = rows.Take(50).Select(row => new SourceKey([.. row.Select(value => value!)])).ToList();
        Assert.Equal(50, (await connector.ReadByKeysAsync(query, keys, CancellationToken.None)).Rows.Count);
        Assert.Single((await connector.ReadByCodesAsync(query, ["1.6667"], CancellationToken.None)).Rows);
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("e", "é")]
    [InlineData("x", "x ")]
    public async Task Text_keys_that_the_collation_takes_for_equal_are_named(string one, string other)
    {
        Execute("CREATE TABLE loose (k VARCHAR(20) NOT NULL, n INT, INDEX (k)) COLLATE utf8mb4_general_ci");
        Execute($"INSERT INTO loose VALUES ('{one}', 1), ('{other}', 2), ('z', 3)");
        var problem = await ProblemOfAsync(() => PagesAsync(Connect(), new SourceQuery("SELECT k, n FROM loose", ["k"], "k")));
        Assert.Equal(ErrorCatalog.SourceKeyRepeated, problem.Error);
    }

    [Fact]
    public async Task A_floating_point_key_is_refused()
    {
        Execute("CREATE TABLE loose (k FLOAT PRIMARY KEY, n INT)");
        var check = await Connect().ValidateAsync(new SourceQuery("SELECT k, n FROM loose", ["k"], "n"), CancellationToken.None);
        Assert.Equal(ErrorCatalog.SourceKeyInexact, check.Problem?.Error);
    }

    [Fact]
    public async Task A_certificate_authority_of_ones_own_is_refused_with_the_way_out()
    {
        var config = Config();
        config["tls"] = "verify";
        config["certificateAuthority"] = "/etc/ca.pem";
        Assert.Contains("operating system", Assert.Single(ConnectorType.Validate(Json(config))).Detail, StringComparison.Ordinal);
        await Task.CompletedTask;
    }
}
