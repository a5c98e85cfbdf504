using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Queue;

/// <summary>
/// Our queue beside pgmq's own SQL on one PostgreSQL: reading and ending messages over a backlog, sending, a message's whole life in WAL and dead
/// versions, and reading while somebody keeps a transaction open. Each client has one connection. Bar: faster with 16 and with 256 consumers.
/// </summary>
public static class QueueBench
{
    /// <summary>Arguments: the path of pgmq.sql as its repository publishes it, then options.</summary>
    public static async Task RunAsync(string[] args)
    {
        if (QueueBenchArguments.Parse(args) is not { } arguments)
        {
            Console.WriteLine(QueueBenchArguments.Usage);
            return;
        }

        using var server = new BenchPostgres();
        await using var ours = await OurQueue.CreateAsync(server);
        await using var pgmq = new PgmqQueue(server, arguments.SqlFile);
        foreach (var part in arguments.Only)
        {
            await (part switch
            {
                "claim" => ThroughputBench.ClaimAsync(server, ours, pgmq, arguments),
                "send" => ThroughputBench.SendAsync(server, ours, pgmq, arguments),
                "life" => LifeBench.RunAsync(server, ours, pgmq, arguments),
                "idle" => IdleTransactionBench.RunAsync(server, ours, pgmq, arguments),
                _ => throw new InvalidOperationException($"There is no part '{part}': {QueueBenchArguments.Usage}"),
            });
        }
    }

    /// <summary>Whether a ratio of rates meets the bar; it speaks of 16 and more consumers.</summary>
    internal static string Verdict(int consumers, double ratio) => consumers < 16 ? "no bar" : ratio > 1 ? "bar met" : "BAR NOT MET";
}
