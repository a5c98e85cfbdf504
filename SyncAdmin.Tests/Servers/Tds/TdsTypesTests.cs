using System.Data;
using System.Data.SqlTypes;
using Microsoft.Data.SqlClient;
using Xunit;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>Every column type, there and back.</summary>
public sealed class TdsTypesTests
{
    private readonly TdsDatabase _database = TdsServer.Shared.CreateDatabase();

    public static TheoryData<string, object, string> Types => new()
    {
        { "tinyint", (byte)255, "TinyInt" },
        { "smallint", (short)-32_768, "SmallInt" },
        { "int", -2_147_483_648, "Int" },
        { "bigint", long.MinValue, "BigInt" },
        { "bit", true, "Bit" },
        { "decimal(10,2)", -12_345_678.90m, "Decimal" },
        { "numeric(19,0)", 1_234_567_890_123_456_789m, "Decimal" },
        { "money", -922_337_203_685_477.5808m, "Money" },
        { "smallmoney", 214_748.3647m, "SmallMoney" },
        { "real", 0.1f, "Real" },
        { "float", -1.5e-300, "Float" },
        { "char(6)", "abc   ", "Char" },
        { "varchar(200)", "ñandú 🔨 مطرقة", "VarChar" },
        { "varchar(max)", new string('x', 20_000), "VarChar" },
        { "nchar(4)", "ñ   ", "NChar" },
        { "nvarchar(200)", "Martillo 🔨👩‍🔧 'quoted' \\back", "NVarChar" },
        { "nvarchar(max)", new string('ñ', 70_000), "NVarChar" },
        { "text", "old text", "Text" },
        { "ntext", "viejo ñ", "NText" },
        { "xml", "<a b=\"ñ\" />", "Xml" },
        { "date", new DateTime(2024, 2, 29), "Date" },
        { "time(7)", new TimeSpan(0, 23, 59, 59).Add(TimeSpan.FromTicks(9_999_999)), "Time" },
        { "time(0)", new TimeSpan(1, 2, 3), "Time" },
        { "datetime", new DateTime(2024, 1, 2, 3, 4, 5, 997), "DateTime" },
        { "smalldatetime", new DateTime(2024, 1, 2, 3, 4, 0), "SmallDateTime" },
        { "datetime2(7)", new DateTime(9999, 12, 31, 23, 59, 59).AddTicks(9_999_999), "DateTime2" },
        { "datetime2(3)", new DateTime(2024, 1, 2, 3, 4, 5, 123), "DateTime2" },
        { "datetimeoffset(7)", new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-210)).AddTicks(1), "DateTimeOffset" },
        { "uniqueidentifier", new Guid("6F9619FF-8B86-D011-B42D-00C04FC964FF"), "UniqueIdentifier" },
        { "binary(4)", new byte[] { 1, 2, 0, 0 }, "Binary" },
        { "varbinary(20)", new byte[] { 0, 255, 16 }, "VarBinary" },
        { "varbinary(max)", new byte[33_000], "VarBinary" },
        { "image", new byte[] { 9, 8 }, "Image" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_value_goes_in_as_a_parameter_and_comes_out_with_its_type_and_NULL_as_NULL(string type, object value, string client)
    {
        _database.Execute($"CREATE TABLE kinds (id int NOT NULL PRIMARY KEY, v {type})");
        await using var connection = new SqlConnection(TdsServer.Shared.ConnectionString(_database.Name));
        await connection.OpenAsync();
        await using var insert = new SqlCommand("INSERT INTO kinds (id, v) VALUES (1, @v), (2, NULL)", connection);
        insert.Parameters.Add(new SqlParameter("@v", Enum.Parse<SqlDbType>(client)) { Value = value });
        if (client is "Text" or "NText" or "Image" or "Xml")
        {
            // The types of parameters that clients use for these.
            insert.Parameters[0] = new SqlParameter("@v", client is "Image" ? SqlDbType.VarBinary : SqlDbType.NVarChar) { Value = value };
        }

        Assert.Equal(2, await insert.ExecuteNonQueryAsync());
        await using var select = new SqlCommand("SELECT id, v FROM kinds ORDER BY id", connection);
        await using var reader = await select.ExecuteReaderAsync();
        Assert.Equal(type.Split('(')[0] is "numeric" ? "decimal" : type.Split('(')[0], reader.GetDataTypeName(1));
        Assert.True(await reader.ReadAsync());
        Assert.Equal(value, reader.GetValue(1));
        Assert.True(await reader.ReadAsync());
        Assert.True(await reader.IsDBNullAsync(1));
    }

    [Theory]
    [InlineData("decimal(38,10)", "1234567890123456789012345678.1234567891")]
    [InlineData("numeric(38)", "-99999999999999999999999999999999999999")]
    [InlineData("decimal(28,28)", "0.1234567890123456789012345678")]
    public async Task Thirty_eight_digits_stay_exact_and_compare_as_numbers(string type, string digits)
    {
        _database.Execute($"CREATE TABLE kinds (v {type} NOT NULL PRIMARY KEY); INSERT INTO kinds VALUES ({digits}), (0)");
        await using var connection = new SqlConnection(TdsServer.Shared.ConnectionString(_database.Name));
        await connection.OpenAsync();
        await using var command = new SqlCommand("SELECT v FROM kinds WHERE v = @v ORDER BY v", connection);
        command.Parameters.Add(new SqlParameter("@v", SqlDbType.Decimal) { Value = SqlDecimal.Parse(digits) });
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(digits, reader.GetSqlDecimal(0).ToString());
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task Literals_take_the_form_of_their_column()
    {
        _database.Execute("""
            CREATE TABLE kinds (id int IDENTITY(1,1) PRIMARY KEY, d decimal(10,2), c char(3), dt datetime, d2 datetime2(3), o datetimeoffset(0), g uniqueidentifier, b binary(3), f bit, n nvarchar(10) DEFAULT 'none', v sql_variant);
            INSERT INTO kinds (d, c, dt, d2, o, g, b, f, v)
            VALUES ('1.205', 'a', '2024-01-02T03:04:05.126', '2024-01-02', N'2024-01-02 03:04:05 +02:00', '6f9619ff-8b86-d011-b42d-00c04fc964ff', 0x01, 1, 1.5)
            """);
        await using var connection = new SqlConnection(TdsServer.Shared.ConnectionString(_database.Name));
        await connection.OpenAsync();
        await using var reader = await new SqlCommand("SELECT * FROM kinds WHERE d2 < '2024-01-03' AND dt > '20240101' AND g = '6F9619FF-8B86-D011-B42D-00C04FC964FF' AND id = '1'", connection).ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        Assert.Equal(
            [
                1, 1.21m, "a  ", new DateTime(2024, 1, 2, 3, 4, 5, 127), new DateTime(2024, 1, 2), new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
                new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), new byte[] { 1, 0, 0 }, true, "none", 1.5m,
            ],
            row);
    }

    [Theory]
    [InlineData("int", "7", "007")]
    [InlineData("decimal(10,3)", "1.500", "1.50")]
    [InlineData("datetime2(7)", "2024-01-02 03:04:05.1200000", "2024-01-02T03:04:05.12")]
    [InlineData("uniqueidentifier", "6F9619FF-8B86-D011-B42D-00C04FC964FF", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("bit", "1", "true")]
    public void CAST_to_text_gives_what_SQL_Server_shows(string type, string shown, string written)
    {
        Assert.Equal(shown, Assert.Single(_database.Query($"SELECT CAST(CAST('{written}' AS {type}) AS nvarchar(4000))"))[0]);
    }

    [Fact]
    public async Task A_rowversion_is_a_timestamp_of_eight_bytes()
    {
        _database.Execute("CREATE TABLE t (id int PRIMARY KEY, v rowversion NOT NULL); INSERT INTO t (id) VALUES (1)");
        await using var connection = new SqlConnection(TdsServer.Shared.ConnectionString(_database.Name));
        await connection.OpenAsync();
        await using var reader = await new SqlCommand("SELECT v, MIN_ACTIVE_ROWVERSION() FROM t", connection).ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal("timestamp", reader.GetDataTypeName(0));
        Assert.Equal([8, 8], [((byte[])reader.GetValue(0)).Length, ((byte[])reader.GetValue(1)).Length]);
    }

    [Fact]
    public void Rowversions_advance_with_every_write_and_stay_below_those_of_an_open_writer()
    {
        _database.Execute("CREATE TABLE t (id int PRIMARY KEY, n int, v rowversion); INSERT INTO t (id, n) VALUES (1, 1), (2, 1)");
        Assert.Equal(2, Versions().Distinct().Count());
        var before = Versions();
        _database.Execute("UPDATE t SET n = 2 WHERE id = 1");
        Assert.True(string.CompareOrdinal(Versions()[0], before[1]) > 0);
        Assert.Equal(before[1], Versions()[1]);

        using (var writer = _database.BeginWriter())
        {
            writer.Execute("UPDATE t SET n = 3 WHERE id = 2");
            var bound = Bound();
            _database.Execute("INSERT INTO t (id, n) VALUES (3, 1)");
            Assert.Equal(bound, Bound());
            Assert.True(string.CompareOrdinal(Versions()[2], bound) > 0);
            Assert.Equal(before[1], Versions()[1]);
            writer.Commit();
            Assert.Equal(bound, Versions()[1]);
        }

        Assert.True(string.CompareOrdinal(Bound(), Versions()[2]) > 0);

        string[] Versions() => [.. _database.Query("SELECT v FROM t ORDER BY id").Select(row => Convert.ToHexString((byte[])row[0]!))];
        string Bound() => Convert.ToHexString((byte[])_database.Query("SELECT MIN_ACTIVE_ROWVERSION()")[0][0]!);
    }
}
