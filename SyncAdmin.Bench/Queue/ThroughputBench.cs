using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Queue;

/// <summary>Messages a second, and how long one cycle takes.</summary>
internal static class ThroughputBench
{
    private const int Senders = 16;
    private const int WarmUpMessages = 40_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <summary>Reading and ending, over a backlog that no round empties.</summary>
    internal static async Task ClaimAsync(BenchPostgres server, IBenchedQueue ours, IBenchedQueue pgmq, QueueBenchArguments arguments)
    {
        foreach (var queue in new[] { ours, pgmq })
        {
            // The runtime compiles hot methods up to three times; all that is measured must be over with it.
            await BenchClients.FillAsync(server, queue, WarmUpMessages);
            await using var clients = await BenchClients.ConnectAsync(queue, Senders);
            await Load.RunAsync(server, clients, static client => client.CycleAsync(1), WarmUp, WarmUpMessages * 8L / 10);
        }

        foreach (var read in arguments.Reads)
        {
            foreach (var consumers in arguments.Consumers)
            {
                var backlog = read == 1 ? 100_000 : 400_000;
                var (our, their) = await AlternateAsync(ours, pgmq, arguments.Rounds, async queue =>
                {
                    await BenchClients.FillAsync(server, queue, backlog);
                    await using var clients = await BenchClients.ConnectAsync(queue, consumers);
                    return await Load.RunAsync(server, clients, client => client.CycleAsync(read), arguments.Length, backlog * 8L / 10);
                });
                var ratio = our.Rate / their.Rate;
                BenchTable.Row(
                    $"queue: read and end, {consumers} consumers, {read} a read",
                    $"ours {our}, pgmq {their}: {ratio:N2} times pgmq, {QueueBench.Verdict(consumers, ratio)}");
            }
        }
    }

    /// <summary>Sending, by 16 clients.</summary>
    internal static async Task SendAsync(BenchPostgres server, IBenchedQueue ours, IBenchedQueue pgmq, QueueBenchArguments arguments)
    {
        foreach (var count in arguments.Reads)
        {
            var (our, their) = await AlternateAsync(ours, pgmq, arguments.Rounds, async queue =>
            {
                queue.Empty();
                server.Execute(queue.Database, "CHECKPOINT");
                await using var clients = await BenchClients.ConnectAsync(queue, Senders);
                return await Load.RunAsync(
                    server,
                    clients,
                    async client =>
                    {
                        await client.SendAsync(count);
                        return count;
                    },
                    arguments.Length,
                    1_000_000);
            });
            BenchTable.Row($"queue: send, {Senders} senders, {count} a call", $"ours {our}, pgmq {their}: {our.Rate / their.Rate:N2} times pgmq");
        }
    }

    /// <summary>In turn, so that whatever else this machine does falls on both.</summary>
    private static async Task<(LoadResult Ours, LoadResult Pgmq)> AlternateAsync(IBenchedQueue ours, IBenchedQueue pgmq, int rounds, Func<IBenchedQueue, Task<LoadResult>> run)
    {
        List<LoadResult>[] results = [[], []];
        for (var round = 0; round < rounds; round++)
        {
            results[0].Add(await run(ours));
            results[1].Add(await run(pgmq));
        }

        return (LoadResult.Median(results[0]), LoadResult.Median(results[1]));
    }
}
