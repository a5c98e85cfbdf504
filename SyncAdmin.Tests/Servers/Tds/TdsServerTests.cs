using Microsoft.Data.SqlClient;
using Xunit;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>Microsoft.Data.SqlClient, with no special setting, against our server.</summary>
public sealed partial class TdsServerTests
{
    private readonly TdsDatabase _database = TdsServer.Shared.CreateDatabase();

    private async Task<SqlConnection> OpenAsync(string more = "")
    {
        var connection = new SqlConnection(TdsServer.Shared.ConnectionString(_database.Name, more));
        await connection.OpenAsync();
        return connection;
    }

    private async Task<object?> ScalarAsync(string sql, params SqlParameter[] parameters)
    {
        await using var connection = await OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync();
    }

    private async Task<List<object[]>> RowsAsync(string sql, params SqlParameter[] parameters)
    {
        await using var connection = await OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        List<object[]> rows = [];
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private async Task<int> ErrorAsync(string sql, params SqlParameter[] parameters) =>
        (await Assert.ThrowsAsync<SqlException>(() => RowsAsync(sql, parameters))).Number;

    private void CreateProducts(int rows)
    {
        _database.Execute("CREATE TABLE products (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(40), name NVARCHAR(200)); CREATE INDEX products_code ON products (code)");
        _database.Insert("products", ["id", "code", "name"], Enumerable.Range(1, rows).Select(i => new object?[] { (long)i, $"C{i}", $"Product {i}" }));
    }

    [Fact]
    public async Task A_login_a_batch_and_the_version()
    {
        Assert.Equal(1, await ScalarAsync("SELECT 1"));
        Assert.StartsWith("Microsoft SQL Server 2022", (string?)await ScalarAsync("SELECT @@VERSION"), StringComparison.Ordinal);
        await using var connection = await OpenAsync();
        Assert.Equal("16.00.4135", connection.ServerVersion);
        Assert.Equal(_database.Name, connection.Database);
    }

    [Fact]
    public async Task Pages_in_key_order_by_parameters()
    {
        CreateProducts(2_500);
        var rows = await RowsAsync(
            "SELECT TOP (@n) q.* FROM (SELECT p.[id], p.code AS Code FROM dbo.products p WHERE p.code IS NOT NULL) AS q WHERE q.[id] > @k0 ORDER BY q.[id]",
            new SqlParameter("@n", 1_001),
            new SqlParameter("@k0", 1_000L));
        Assert.Equal(Enumerable.Range(1_001, 1_001).Cast<object>(), rows.Select(row => row[0]));
        Assert.Equal("C1001", rows[0][1]);
        Assert.Equal(2_500L, await ScalarAsync("SELECT COUNT_BIG(*) FROM (SELECT id FROM products) AS q"));
        Assert.Empty(await RowsAsync("SELECT TOP (0) q.* FROM (SELECT * FROM products) AS q"));
    }

    [Fact]
    public async Task Fifty_thousand_rows_come_in_many_packets()
    {
        CreateProducts(50_000);
        var rows = await RowsAsync("SELECT id, code, name FROM products ORDER BY id");
        Assert.Equal(50_000, rows.Count);
        Assert.Equal(["Product 1", "Product 50000"], [rows[0][2], rows[^1][2]]);
    }
}
