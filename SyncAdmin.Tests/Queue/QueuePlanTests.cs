using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Queue;

/// <summary>PostgreSQL keeps the plans of prepared statements until a table is analysed: those of a queue that was tiny then must do when it has grown.</summary>
public sealed class QueuePlanTests
{
    private const int Rows = 100_000;
    private const int Rounds = 40;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Plans_made_while_the_table_was_tiny_read_few_rows_of_the_large_one()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Postgres);
        var queue = QueueHouse.Open(state.Database);
        await ExecuteAsync(state, "ALTER TABLE sync_queue SET (autovacuum_enabled = off)");
        await queue.SendAsync([.. Enumerable.Repeat(new NewMessage("q", "{}"), 20)], None);
        await ExecuteAsync(state, "ANALYZE sync_queue");
        await WorkAsync(queue);
        await ExecuteAsync(
            state,
            $"""
            INSERT INTO sync_queue (queue, payload, priority, max_retries, status, retry_count, lease_number, created_at, scheduled_at, visible_at, completed_at)
            SELECT 'q', '{"{}"}', 0, 3, CASE WHEN n % 2 = 0 THEN 'completed' ELSE 'pending' END, 0, 0, now(), now(),
                   CASE WHEN n % 2 = 0 THEN NULL ELSE now() END, CASE WHEN n % 2 = 0 THEN now() END
            FROM generate_series(1, {Rows}) AS n
            """);

        var before = await RowsReadAsync(state);
        await WorkAsync(queue);
        Assert.InRange(await RowsReadAsync(state) - before, 1, Rows);
    }

    /// <summary>Each statement often enough for PostgreSQL to keep a plan of it.</summary>
    private static async Task WorkAsync(DurableQueue queue)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await queue.SendAsync([.. Enumerable.Repeat(new NewMessage("q", "{}"), 6)], None);
            var one = Assert.Single(await queue.ReadAsync("q", 1, Lease, None));
            Assert.NotNull(await queue.ExtendAsync(one.Receipt, Lease, None));
            Assert.True(await queue.AcknowledgeAsync(one.Receipt, None));
            var more = await queue.ReadAsync("q", 5, Lease, None);
            Assert.True((await queue.FailAsync(more[0].Receipt, new TryFailure("no") { RetryAfter = TimeSpan.FromDays(1) }, None)).Accepted);
            Assert.True(await queue.ReleaseAsync(more[1].Receipt, None));
            Assert.Equal(3, (await queue.AcknowledgeAsync([.. more.Skip(2).Select(static message => new Acknowledgement(message.Receipt))], None)).Count);
        }
    }

    /// <summary>By scans of the table and of its indexes, those of the statements' own session too.</summary>
    private static async Task<long> RowsReadAsync(TestState state)
    {
        await state.Database.StatementAsync("SELECT pg_stat_force_next_flush()", static (_, _) => Task.FromResult(true), None);
        await state.Database.StatementAsync("SELECT 1", static (_, _) => Task.FromResult(true), None);
        return await state.ScalarAsync<long>(
            """
            SELECT CAST((SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'sync_queue')
                + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'sync_queue') AS bigint)
            """);
    }

    private static Task<int> ExecuteAsync(TestState state, string sql) => state.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync(sql, token), None);
}
