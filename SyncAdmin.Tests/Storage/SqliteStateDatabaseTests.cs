using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

/// <summary>The conformance suite on SQLite, and what only SQLite can do.</summary>
public sealed class SqliteStateDatabaseTests() : StateDatabaseConformance(StorageProvider.Sqlite)
{
    [Fact]
    public async Task Writers_of_one_process_take_turns_in_order()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Sqlite);
        using var inside = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var order = new List<int>();
        var first = state.Database.WriteAsync(
            async (_, token) =>
            {
                inside.Release();
                await release.WaitAsync(token);
            },
            CancellationToken.None);
        await inside.WaitAsync();
        var rest = Enumerable.Range(0, 20).Select(i => state.Database.WriteAsync((_, _) => Task.FromResult(Add(i)), CancellationToken.None)).ToList();

        release.Release();
        await first;
        await Task.WhenAll(rest);
        Assert.Equal(Enumerable.Range(0, 20), order);

        bool Add(int i)
        {
            lock (order)
            {
                order.Add(i);
                return true;
            }
        }
    }

    [Fact]
    public async Task Commits_reach_the_disk_before_they_are_acknowledged()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Sqlite);
        Assert.Equal(2, await state.ScalarAsync<long>("PRAGMA synchronous")); // FULL
        Assert.Equal("wal", await state.ScalarAsync<string>("PRAGMA journal_mode"));
        Assert.Equal(1, await state.ScalarAsync<long>("PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task A_lock_row_that_a_killed_migration_left_behind_holds_nobody_up()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Sqlite);
        await state.Database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)", token);
                await transaction.ExecuteAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')", token);
            },
            CancellationToken.None);

        await state.Database.MigrateAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_with_the_remedy()
    {
        await using var state = TestState.CreateEmpty(StorageProvider.Sqlite);
        await File.WriteAllTextAsync(state.Directory.StateFile, string.Concat(Enumerable.Repeat("not a database at all. ", 500)));

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => state.Database.MigrateAsync(CancellationToken.None));
        Assert.Equal(ErrorCatalog.StateCorrupt, refusal.Problem.Error);
        Assert.Contains("state.db", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("backup", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_is_found_at_the_start()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Sqlite);
        await state.AddAsync([.. Enumerable.Range(0, 200).Select(i => TestState.NewDatasource($"datasource {i}"))]);
        ((SqliteStateDatabase)state.Database).Dispose(); // The last connection to close writes the log into the file.
        await using (var file = new FileStream(state.Directory.StateFile, FileMode.Open))
        {
            // The last page holds datasources: a migration never looks there.
            file.Position = file.Length - 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xAA, 4096).ToArray());
        }

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => state.OpenAnother().MigrateAsync(CancellationToken.None));
        Assert.Equal(ErrorCatalog.StateCorrupt, refusal.Problem.Error);
    }

    [Fact]
    public async Task A_second_process_that_holds_the_writer_is_waited_for()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Sqlite);
        await using var other = new SqliteConnection($"Data Source={state.Directory.StateFile}");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        var write = Task.Run(() => state.AddAsync(TestState.NewDatasource("patient")));

        Assert.NotSame(write, await Task.WhenAny(write, Task.Delay(300)));
        await transaction.RollbackAsync();
        await write;
        Assert.Single(await state.AllAsync<Datasource>());
    }
}
