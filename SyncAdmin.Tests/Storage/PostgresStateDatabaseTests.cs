using Npgsql;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Storage;

/// <summary>The conformance suite on PostgreSQL, and what only a server can do.</summary>
public sealed class PostgresStateDatabaseTests() : StateDatabaseConformance(StorageProvider.Postgres)
{
    [Fact]
    public async Task A_server_that_is_not_there_is_said_with_the_remedy()
    {
        await using var database = new PostgresStateDatabase($"Host=127.0.0.1;Port={FreePort.Next()};Username=u;Password=very-secret;Database=d");
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => database.MigrateAsync(CancellationToken.None));

        Assert.Equal(ErrorCatalog.StateUnavailable, refusal.Problem.Error);
        Assert.Contains("Storage:ConnectionString", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_said_by_name()
    {
        await using var database = new PostgresStateDatabase(PostgresServer.Shared.ConnectionString("no_such_database"));
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => database.MigrateAsync(CancellationToken.None));

        Assert.Equal(ErrorCatalog.StateUnavailable, refusal.Problem.Error);
        Assert.Contains("no_such_database", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_whose_connection_is_cut_fails_as_unavailable_and_the_next_one_works()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Postgres);
        var cut = await Assert.ThrowsAsync<ProblemException>(() => state.Database.WriteAsync(
            async (transaction, token) =>
            {
                await using var killer = new NpgsqlConnection(state.PostgresConnectionString + ";Pooling=false");
                await killer.OpenAsync(token);
                await using var kill = new NpgsqlCommand($"SELECT pg_terminate_backend({((NpgsqlConnection)transaction.Connection).ProcessID})", killer);
                await kill.ExecuteNonQueryAsync(token);
                await transaction.ExecuteAsync("SELECT 1", token);
            },
            CancellationToken.None));

        Assert.Equal(ErrorCatalog.StateUnavailable, cut.Problem.Error);
        await state.AddAsync(TestState.NewDatasource("shop"));
    }

    [Fact]
    public async Task A_migration_waits_for_one_that_runs_elsewhere()
    {
        await using var state = TestState.CreateEmpty(StorageProvider.Postgres);
        await using var other = new NpgsqlConnection(state.PostgresConnectionString + ";Pooling=false");
        await other.OpenAsync();
        await using (var enter = new NpgsqlCommand($"SELECT pg_advisory_lock({PostgresStateDatabase.MigrationLock})", other))
        {
            await enter.ExecuteNonQueryAsync();
        }

        var migration = state.Database.MigrateAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(
            async () =>
            {
                await using var waiting = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))", other);
                return (bool)(await waiting.ExecuteScalarAsync())!;
            },
            TimeSpan.FromSeconds(20),
            () => $"nobody waits for the lock; the migration is {migration.Status}");
        Assert.False(migration.IsCompleted);
        await other.CloseAsync();
        await migration;
    }

    [Fact]
    public async Task A_stopped_process_does_not_hold_its_transaction_for_ever()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Postgres);
        Assert.Equal("10s", await state.ScalarAsync<string>("SHOW idle_in_transaction_session_timeout"));
    }

    [Fact]
    public async Task Health_of_a_server_that_is_gone_is_bad_and_does_not_throw()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Postgres);
        await using var gone = new PostgresStateDatabase($"Host=127.0.0.1;Port={FreePort.Next()};Username=u;Password=p;Database=d");
        var health = await new StateHealthCheck(gone, state.Directory, TimeProvider.System).CheckAsync(CancellationToken.None);

        Assert.False(health.Healthy);
        Assert.Equal(ErrorCatalog.StateUnavailable, health.Problem!.Error);
    }
}
