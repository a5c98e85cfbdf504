using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Queue;

/// <summary>What a message costs from sending to its end: WAL, dead versions of rows, and the room it takes.</summary>
internal static class LifeBench
{
    private const int Calls = 2_000;

    internal static async Task RunAsync(BenchPostgres server, IBenchedQueue ours, IBenchedQueue pgmq, QueueBenchArguments arguments)
    {
        server.Execute("postgres", "ALTER SYSTEM SET autovacuum = off");
        server.Execute("postgres", "SELECT pg_reload_conf()");
        foreach (var count in arguments.Reads)
        {
            foreach (var queue in new[] { ours, pgmq })
            {
                queue.Empty();
                server.Execute(queue.Database, "CHECKPOINT");
                var messages = Calls * Math.Min(count, 10);
                var before = Figures(server, queue.Database);
                await LiveAsync(queue, messages, count);
                await CountedAsync(server, queue.Database);
                var after = Figures(server, queue.Database);
                var each = before.Zip(after, (from, to) => (to - from) / (double)messages).ToArray();
                BenchTable.Row(
                    $"queue: a message's life, {queue.Name}, {count} a call",
                    $"{each[0]:N0} bytes of WAL, {each[1]:N2} dead versions, {each[2]:N2} updates in place (HOT); of tables {each[3]:N0} and of indexes {each[4]:N0} bytes until VACUUM");
            }
        }

        server.Execute("postgres", "ALTER SYSTEM RESET autovacuum");
        server.Execute("postgres", "SELECT pg_reload_conf()");
    }

    private static async Task LiveAsync(IBenchedQueue queue, int messages, int count)
    {
        await using var client = await queue.ConnectAsync();
        for (var sent = 0; sent < messages; sent += count)
        {
            await client.SendAsync(count);
        }

        for (var ended = 0; ended < messages;)
        {
            ended += await client.CycleAsync(count);
        }
    }

    /// <summary>A session tells its counts at the latest when it ends.</summary>
    private static async Task CountedAsync(BenchPostgres server, string database)
    {
        NpgsqlConnection.ClearAllPools();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(15);)
        {
            if (server.Scalar<long>("postgres", string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND backend_type = 'client backend'")) == 0)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static long[] Figures(BenchPostgres server, string database) => server.Scalar<long[]>(
        database,
        """
        SELECT ARRAY[
            pg_current_wal_insert_lsn() - '0/0'::pg_lsn,
            sum(n_tup_upd + n_tup_del),
            sum(n_tup_hot_upd),
            sum(pg_relation_size(relid)),
            sum(pg_indexes_size(relid))]::bigint[]
        FROM pg_stat_user_tables
        """);
}
