using Microsoft.Data.SqlClient;
using Xunit;

namespace SyncAdmin.Tests.Servers.Tds;

/// <content>T-SQL: what it gives, and what it refuses by which number.</content>
public sealed partial class TdsServerTests
{
    [Theory]
    [InlineData("SELECT 'a' + N'b' + CAST(3 AS varchar(10))", "ab3")]
    [InlineData("SELECT TOP 1 name FROM (SELECT TOP (5) name, id FROM products ORDER BY id DESC) AS q ORDER BY id", "Product 6")]
    [InlineData("SELECT name FROM products ORDER BY id OFFSET 3 ROWS FETCH NEXT 1 ROWS ONLY", "Product 4")]
    [InlineData("WITH c AS (SELECT id, name FROM products), d (n, m) AS (SELECT id, name FROM c) SELECT m FROM d WHERE n = 7", "Product 7")]
    [InlineData("SELECT MAX(name) FROM products WHERE code IN (N'c3', 'C5') AND id BETWEEN 1 AND 9 AND NOT (name LIKE '%5' OR name IS NULL)", "Product 3")]
    [InlineData("SELECT CASE WHEN EXISTS (SELECT 1 FROM products AS p WHERE p.id = 3) THEN 'yes' ELSE 'no' END", "yes")]
    [InlineData("SELECT [name] = ISNULL(NULL, UPPER(SUBSTRING(N'xyz', 2, 1))) /* a comment -- */", "Y")]
    [InlineData("SELECT b.name FROM products a LEFT OUTER JOIN dbo.products AS b ON b.id = a.id + 1 WHERE a.id = 9", "Product 10")]
    [InlineData("SET NOCOUNT ON; SET LOCK_TIMEOUT 1000; SET TRANSACTION ISOLATION LEVEL READ COMMITTED SELECT name FROM products WITH (NOLOCK) WHERE id = 2 OPTION (RECOMPILE, MAXDOP 1)", "Product 2")]
    [InlineData("IF EXISTS (SELECT 1 FROM products) SELECT 'then' ELSE SELECT 'else'", "then")]
    [InlineData("SELECT name FROM (SELECT name, ROW_NUMBER() OVER (ORDER BY id DESC) AS n FROM products) AS q WHERE n = 1", "Product 10")]
    [InlineData("SELECT QUOTENAME(s.name) + '.' + t.name FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id", "[dbo].products")]
    [InlineData("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE'", "products")]
    [InlineData("SELECT system_type_name FROM sys.dm_exec_describe_first_result_set(N'SELECT name FROM products WHERE id = @x', NULL, 0)", "nvarchar(200)")]
    [InlineData("SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))", "16.0.4135.4")]
    public async Task T_SQL_gives_a_text(string sql, string expected)
    {
        CreateProducts(10);
        Assert.Equal(expected, await ScalarAsync(sql));
    }

    [Fact]
    public async Task Numbers_have_the_types_that_T_SQL_gives_them()
    {
        CreateProducts(10);
        var row = Assert.Single(await RowsAsync("SELECT 1, 3000000000, 1.5, 1e0, COUNT(*), COUNT_BIG(*), SUM(id), AVG(id), SUM(CAST(id AS bigint)), 7 / 2, 7 % 4, -0, NULL FROM products HAVING COUNT(*) > 0"));
        Assert.Equal([1, 3_000_000_000m, 1.5m, 1.0, 10, 10L, 55, 5, 55L, 3, 3, 0, DBNull.Value], row);
    }

    [Theory]
    [InlineData(102, "SELECT id, code FROM products WHERE id ==> 3 AND")]
    [InlineData(102, "SELECT id FROM products LIMIT 5")]
    [InlineData(156, "SELECT FROM products")]
    [InlineData(105, "SELECT 'open")]
    [InlineData(137, "SELECT @nobody")]
    [InlineData(195, "SELECT NO_SUCH_FUNCTION(1)")]
    [InlineData(207, "SELECT id, cod FROM products")]
    [InlineData(208, "SELECT id FROM missing_table")]
    [InlineData(209, "SELECT id FROM products a, products b")]
    [InlineData(245, "SELECT id FROM products WHERE id = 'abc'")]
    [InlineData(241, "SELECT CAST('no date' AS datetime2)")]
    [InlineData(1033, "SELECT * FROM (SELECT id FROM products ORDER BY id) AS q")]
    [InlineData(2627, "INSERT INTO products (id) VALUES (1)")]
    [InlineData(2714, "CREATE TABLE products (id int)")]
    [InlineData(2812, "EXEC no_such_procedure")]
    [InlineData(3903, "ROLLBACK")]
    [InlineData(4104, "SELECT x.id FROM products")]
    [InlineData(4121, "SELECT dbo.sneak()")]
    [InlineData(515, "INSERT INTO products (id) VALUES (NULL)")]
    [InlineData(8120, "SELECT id, COUNT(*) FROM products GROUP BY code")]
    [InlineData(8155, "SELECT * FROM (SELECT id + 1 FROM products) AS q")]
    [InlineData(8156, "SELECT * FROM (SELECT id, code, name AS code FROM products) AS q")]
    public async Task What_it_does_not_take_has_SQL_Servers_number(int number, string sql)
    {
        CreateProducts(2);
        Assert.Equal(number, await ErrorAsync(sql));
        Assert.Equal(2, await ScalarAsync("SELECT COUNT(*) FROM products"));
    }

    [Fact]
    public async Task Results_and_counts_of_a_batch_come_one_after_the_other()
    {
        CreateProducts(3);
        await using var connection = await OpenAsync();
        await using var batch = new SqlCommand("SELECT id FROM products WHERE id = 1; UPDATE products SET code = 'x' WHERE id > 1; SELECT 'two' AS a, NULL AS b; SELECT * FROM missing", connection);
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync());
            Assert.True(await reader.NextResultAsync());
            Assert.Equal(["a", "b"], [reader.GetName(0), reader.GetName(1)]);
            Assert.Equal(2, reader.RecordsAffected);
            Assert.Equal(208, (await Assert.ThrowsAsync<SqlException>(() => reader.NextResultAsync())).Number);
        }

        await using var delete = new SqlCommand("DELETE FROM products WHERE code = @code", connection);
        delete.Parameters.Add(new SqlParameter("@code", System.Data.SqlDbType.NVarChar, 40) { Value = "X" });
        await delete.PrepareAsync();
        Assert.Equal(2, await delete.ExecuteNonQueryAsync());
        Assert.Equal(0, await delete.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task More_than_2100_parameters_are_refused()
    {
        var parameters = Enumerable.Range(0, 2_101).Select(i => new SqlParameter($"@p{i}", i)).ToArray();
        Assert.Equal(8003, await ErrorAsync("SELECT 1", parameters));
    }

    [Fact]
    public async Task An_OR_of_a_thousand_keys_is_no_problem()
    {
        CreateProducts(2_000);
        var condition = string.Join(" OR ", Enumerable.Range(1, 1_000).Select(i => $"(id = {i} AND code = 'C{i}')"));
        Assert.Equal(1_000, await ScalarAsync($"SELECT COUNT(*) FROM products WHERE {condition}"));
    }

    [Fact]
    public async Task The_columns_of_a_query_are_described_without_running_it()
    {
        CreateProducts(1);
        await using var connection = await OpenAsync();
        await using var command = new SqlCommand("sp_describe_first_result_set", connection) { CommandType = System.Data.CommandType.StoredProcedure };
        command.Parameters.AddWithValue("@tsql", "SELECT p.id AS nr, name + 'x' AS title, COUNT_BIG(*) OVER (ORDER BY id) AS c FROM products AS p WHERE id > @since");
        command.Parameters.AddWithValue("@params", DBNull.Value);
        command.Parameters.Add(new SqlParameter("@browse_information_mode", System.Data.SqlDbType.TinyInt) { Value = 1 });
        await using var reader = await command.ExecuteReaderAsync();
        List<string> columns = [];
        while (await reader.ReadAsync())
        {
            columns.Add($"{reader["name"]} {reader["system_type_name"]} {reader["is_nullable"]} {reader["source_column"]}");
        }

        Assert.Equal(["nr int False id", "title nvarchar(201) True ", "c bigint False "], columns);
    }

    [Fact]
    public async Task A_plan_tells_whether_an_order_follows_an_index()
    {
        CreateProducts(100);
        await using var connection = await OpenAsync();
        await new SqlCommand("SET SHOWPLAN_XML ON", connection).ExecuteNonQueryAsync();
        Assert.DoesNotContain("\"Sort\"", await PlanAsync("SELECT TOP (10) q.* FROM (SELECT id, code FROM products) AS q ORDER BY q.id"), StringComparison.Ordinal);
        Assert.Contains("PhysicalOp=\"Sort\"", await PlanAsync("SELECT TOP (10) q.* FROM (SELECT id, name FROM products) AS q ORDER BY q.name"), StringComparison.Ordinal);
        await new SqlCommand("SET SHOWPLAN_XML OFF", connection).ExecuteNonQueryAsync();
        Assert.Equal(1, await new SqlCommand("SELECT TOP (1) id FROM products ORDER BY id", connection).ExecuteScalarAsync());

        async Task<string> PlanAsync(string sql) => (string)(await new SqlCommand(sql, connection).ExecuteScalarAsync())!;
    }
}
