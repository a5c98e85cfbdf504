using System.Data;
using System.Diagnostics;
using Microsoft.Data.SqlClient;
using Xunit;

namespace SyncAdmin.Tests.Servers.Tds;

/// <content>Logins, rights, transactions, stopping, and misbehaviour.</content>
public sealed partial class TdsServerTests
{
    private const string Endless = "SELECT COUNT(*) AS id FROM products a, products b, products c, products d WHERE a.id + b.id + c.id = d.id * 17 + 5";

    [Fact]
    public async Task Wrong_passwords_and_unknown_databases_are_refused_and_intents_recorded()
    {
        await using var server = TdsServer.Start(new TdsServerOptions { Users = [new("reader", "secret", TdsRights.Read)] });
        Assert.Equal(18456, (await FailureAsync(server, "User Id=reader;Password=wrong")).Number);
        Assert.Equal(4060, (await FailureAsync(server, "User Id=reader;Password=secret;Database=nowhere")).Number);
        await using (var connection = new SqlConnection(server.ConnectionString(more: "User Id=reader;Password=secret;Application Intent=ReadOnly;Application Name=Suite")))
        {
            await connection.OpenAsync();
        }

        Assert.Equal([18456, 4060, 0], server.Logins.Select(login => login.Error));
        Assert.Equal([false, false, true], server.Logins.Select(login => login.ReadOnlyIntent));
        Assert.Equal(("Suite", "shop"), (server.Logins[^1].Application, server.Logins[^1].Database));
    }

    [Fact]
    public async Task A_login_reads_what_it_is_granted_and_writes_nothing()
    {
        CreateProducts(2);
        _database.Execute("CREATE TABLE salaries (id int PRIMARY KEY); CREATE VIEW codes AS SELECT code FROM products");
        var name = "reader_" + _database.Name;
        TdsServer.Shared.AddUser(new TdsUser(name, "read-only", TdsRights.Connect));
        _database.Execute($"GRANT SELECT ON dbo.products TO {name}; GRANT SELECT ON codes TO [{name}]");
        var connectionString = TdsServer.Shared.ConnectionString(_database.Name, $"User Id={name};Password=read-only");
        Assert.Equal(2, await AsAsync("SELECT COUNT(*) FROM codes"));
        Assert.Equal(2, await AsAsync("SELECT COUNT(*) FROM sys.objects"));
        Assert.Equal(1, await AsAsync("SELECT HAS_PERMS_BY_NAME('dbo.products', 'OBJECT', 'SELECT')"));
        Assert.Equal(0, await AsAsync("SELECT HAS_PERMS_BY_NAME('dbo.products', 'OBJECT', 'INSERT')"));
        foreach (var (sql, number) in new[] { ("SELECT * FROM salaries", 229), ("INSERT INTO products (id) VALUES (9)", 229), ("DELETE FROM products", 229), ("CREATE TABLE x (id int)", 262) })
        {
            Assert.Equal(number, (await Assert.ThrowsAsync<SqlException>(() => AsAsync(sql))).Number);
        }

        async Task<object?> AsAsync(string sql)
        {
            await using var connection = new SqlConnection(connectionString);
            await connection.OpenAsync();
            await using var command = new SqlCommand(sql, connection);
            return await command.ExecuteScalarAsync();
        }
    }

    [Fact]
    public void Rights_come_by_roles_of_roles_and_for_single_columns_and_can_be_denied()
    {
        CreateProducts(1);
        var name = "clerk_" + _database.Name;
        _database.Execute($"""
            CREATE LOGIN {name} WITH PASSWORD = N's3cret', CHECK_POLICY = OFF; CREATE USER {name} FOR LOGIN {name};
            CREATE ROLE clerks; CREATE ROLE staff; ALTER ROLE staff ADD MEMBER clerks; ALTER ROLE clerks ADD MEMBER {name};
            GRANT DELETE ON products TO staff; GRANT UPDATE (name) ON products TO {name}; ALTER ROLE db_datareader ADD MEMBER {name}
            """);
        Assert.Equal([1L, 1L, 0L, 1L, 0L, true], Rights());
        _database.Execute($"DENY DELETE ON SCHEMA::dbo TO clerks; DENY SELECT TO {name}");
        Assert.Equal([0L, 0L, 0L, 1L, 0L, true], Rights());
        Assert.Equal(TdsErrors.Syntax, Assert.Throws<TdsErrorException>(() => _database.Execute("GRANT clerks TO staff")).Number);

        object?[] Rights()
        {
            var user = new TdsUser(name, "", TdsRights.Connect);
            const string Has = "HAS_PERMS_BY_NAME(N'[dbo].[products]', N'OBJECT'";
            return [.. _database.QueryAs(user, $"SELECT {Has}, N'SELECT'), {Has}, N'DELETE'), {Has}, N'UPDATE'), {Has}, N'UPDATE', 'name', 'COLUMN'), {Has}, N'UPDATE', 'code', 'COLUMN'), CAST(IS_ROLEMEMBER('staff') AS bit)")[0]];
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Transactions_begun_by_request_or_by_text_are_undone(bool byRequest)
    {
        CreateProducts(2);
        await using var connection = await OpenAsync();
        var transaction = byRequest ? (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted) : null;
        if (!byRequest)
        {
            await RunAsync("BEGIN TRANSACTION");
        }

        Assert.Equal(2, await RunAsync("DELETE FROM products"));
        Assert.Equal(2, await ScalarAsync("SELECT COUNT(*) FROM products"));
        if (byRequest)
        {
            await transaction!.RollbackAsync();
        }
        else
        {
            await RunAsync("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION");
        }

        Assert.Equal(2, await ScalarAsync("SELECT COUNT(*) FROM products"));
        await using var committed = (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.Snapshot);
        await using var insert = new SqlCommand("INSERT INTO products (id) VALUES (3)", connection, committed);
        await insert.ExecuteNonQueryAsync();
        await committed.CommitAsync();
        Assert.Equal(3, await ScalarAsync("SELECT COUNT(*) FROM products"));

        Task<int> RunAsync(string sql) => new SqlCommand(sql, connection, transaction).ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task What_a_function_writes_is_undone_with_its_transaction_and_refused_where_nobody_may_write()
    {
        CreateProducts(1);
        _database.CreateWritingFunction("dbo.sneak", "INSERT INTO products (id) VALUES (99)");
        await using var connection = await OpenAsync();
        await using var command = new SqlCommand("BEGIN TRAN; SELECT dbo.sneak(); SELECT COUNT(*) FROM products; ROLLBACK", connection);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            Assert.True(await reader.NextResultAsync());
            Assert.True(await reader.ReadAsync());
            Assert.Equal(2, reader.GetInt32(0));
        }

        Assert.Equal(1, await ScalarAsync("SELECT COUNT(*) FROM products"));
        _database.HasReadableCopy = true;
        await using var intent = await OpenAsync("Application Intent=ReadOnly");
        Assert.Equal(3906, (await Assert.ThrowsAsync<SqlException>(() => new SqlCommand("SELECT dbo.sneak()", intent).ExecuteScalarAsync())).Number);
        Assert.Equal("READ_ONLY", await new SqlCommand("SELECT DATABASEPROPERTYEX(DB_NAME(), 'Updateability')", intent).ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_pooled_connection_is_reset_for_its_next_user()
    {
        CreateProducts(1);
        string more = "Max Pool Size=1;Application Name=reset";
        await using (var first = await OpenAsync(more))
        {
            await new SqlCommand("BEGIN TRAN; DELETE FROM products; SET SHOWPLAN_XML ON", first).ExecuteNonQueryAsync();
        }

        await using var second = await OpenAsync(more);
        Assert.Equal(1, await new SqlCommand("SELECT COUNT(*) FROM products", second).ExecuteScalarAsync());
        Assert.Equal(0, await new SqlCommand("SELECT @@TRANCOUNT", second).ExecuteScalarAsync());
    }

    [Theory]
    [InlineData(Endless)]
    [InlineData("WAITFOR DELAY '00:10:00'")]
    [InlineData("WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i > 0) SELECT COUNT_BIG(*) FROM n")]
    public async Task An_attention_stops_what_runs_within_a_second_and_the_connection_serves_again(string sql)
    {
        CreateProducts(3_000);
        await using var connection = await OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        var running = command.ExecuteNonQueryAsync();
        await Eventually.IsTrueAsync(() => Task.FromResult(TdsServer.Shared.Running(_database.Name).Count == 1), TimeSpan.FromSeconds(20), () => "It never started.");
        var clock = Stopwatch.StartNew();
        command.Cancel();
#pragma warning disable VSTHRD003 // Started a few lines above.
        await Assert.ThrowsAsync<SqlException>(() => running);
#pragma warning restore VSTHRD003
        Assert.Empty(TdsServer.Shared.Running(_database.Name));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20)); // Under a second on a machine that is not busy.
        Assert.Equal(3_000, await new SqlCommand("SELECT COUNT(*) FROM products", connection).ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_timeout_and_a_reader_closed_early_stop_the_statement_too()
    {
        CreateProducts(3_000);
        await using var connection = await OpenAsync();
        await using var slow = new SqlCommand(Endless, connection) { CommandTimeout = 1 };
        Assert.Equal(-2, (await Assert.ThrowsAsync<SqlException>(() => slow.ExecuteScalarAsync())).Number);
        await using var many = new SqlCommand("SELECT a.id, b.name FROM products a, products b", connection);
        await using (var reader = await many.ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync());
            many.Cancel();
        }

        Assert.Equal(1, await new SqlCommand("SELECT 1", connection).ExecuteScalarAsync());
    }

    [Fact]
    public async Task It_misbehaves_as_told()
    {
        await using var server = TdsServer.Start(new TdsServerOptions());
        server.Database.Execute("CREATE TABLE t (id int PRIMARY KEY)");
        server.Database.Insert("t", ["id"], Enumerable.Range(1, 5_000).Select(i => new object?[] { (long)i }));
        server.Faults.Next(new TdsFault.Error(1205, "Deadlock."), "FROM t");
        Assert.Equal(1205, (await StatementFailureAsync()).Number);
        server.Faults.Next(new TdsFault.Error(596, "Killed.", 21));
        Assert.Equal(596, (await StatementFailureAsync()).Errors[0].Number);
        server.Faults.Next(new TdsFault.Drop(AfterRows: 3_000));
        Assert.True((await StatementFailureAsync()).Class >= 20);
        server.Faults.Next(new TdsFault.Cut(AfterRows: 0));
        Assert.True((await StatementFailureAsync()).Class >= 20);
        server.Faults.Next(new TdsFault.Stall());
        Assert.Equal(-2, (await StatementFailureAsync()).Number);
        server.Faults.LoginError = new TdsErrorException(18486, "Locked out.", 14);
        Assert.Equal(18486, (await FailureAsync(server, "")).Number);
        server.Faults.LoginError = null;
        server.Faults.DropsLogins = true;
        await FailureAsync(server, "");
        server.Faults.DropsLogins = false;
        await using var connection = new SqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        server.EndConnections();
        await Assert.ThrowsAsync<SqlException>(() => new SqlCommand("SELECT 1", connection).ExecuteScalarAsync());

        Task<SqlException> StatementFailureAsync() => Assert.ThrowsAsync<SqlException>(async () =>
        {
            await using var failing = new SqlConnection(server.ConnectionString(more: "Pooling=false;Connect Retry Count=0"));
            await failing.OpenAsync();
            await using var command = new SqlCommand("SELECT id FROM t", failing) { CommandTimeout = 1 };
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
            }
        });
    }

    private static async Task<SqlException> FailureAsync(TdsServer server, string more)
    {
        await using var connection = new SqlConnection(server.ConnectionString(more: more + ";Pooling=false;Connect Timeout=5"));
        return await Assert.ThrowsAsync<SqlException>(() => connection.OpenAsync());
    }
}
