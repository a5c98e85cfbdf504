using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Queue;

/// <summary>
/// Producers keep a backlog level and consumers work it off while another session keeps a snapshot: no dead version can be removed meanwhile. The rate of
/// each thirty seconds shows who slows down.
/// </summary>
internal static class IdleTransactionBench
{
    private const int Producers = 2;
    private const int Steps = 6;

    // What other programs on the machine need.
    private const long LeastFreeBytes = 2L << 30;

    internal static async Task RunAsync(BenchPostgres server, IBenchedQueue ours, IBenchedQueue pgmq, QueueBenchArguments arguments)
    {
        foreach (var read in arguments.Reads)
        {
            foreach (var consumers in arguments.Consumers.Where(static consumers => consumers >= 16))
            {
                var our = await RatesAsync(server, ours, consumers, read, arguments.Idle);
                var their = await RatesAsync(server, pgmq, consumers, read, arguments.Idle);
                var ratio = our.Average() / their.Average();
                BenchTable.Row(
                    $"queue: with a transaction open for {arguments.Idle.TotalSeconds:N0} s, {consumers} consumers, {read} a read, {Producers} senders of 100 a call",
                    $"messages/s in each {(arguments.Idle / Steps).TotalSeconds:N0} s: ours {Text(our)}, pgmq {Text(their)}: {ratio:N2} times pgmq, {QueueBench.Verdict(consumers, ratio)}");
            }
        }
    }

    private static async Task<List<double>> RatesAsync(BenchPostgres server, IBenchedQueue queue, int consumers, int read, TimeSpan length)
    {
        var backlog = Math.Max(20_000, 2 * consumers * read);
        await BenchClients.FillAsync(server, queue, backlog);
        await using var readers = await BenchClients.ConnectAsync(queue, consumers);
        await using var writers = await BenchClients.ConnectAsync(queue, Producers);
        await using var idle = new NpgsqlConnection(server.ConnectionString(queue.Database) + ";Pooling=false");
        await idle.OpenAsync();
        await using var transaction = await idle.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (var command = new NpgsqlCommand("SELECT 1", idle, transaction))
        {
            await command.ExecuteScalarAsync();
        }

        var (reading, ended) = Load.Begin(readers, client => client.CycleAsync(read));
        var sentMessages = 0L;
        var (sending, sent) = Load.Begin(writers, SendAsync);
        var rates = new List<double>();
        while (rates.Count < Steps && server.FreeBytes > LeastFreeBytes && !ended.IsCompleted && !sent.IsCompleted)
        {
            var (clock, before) = (Stopwatch.StartNew(), reading.Done);
            await Task.Delay(length / Steps, TimeProvider.System);
            rates.Add((reading.Done - before) / clock.Elapsed.TotalSeconds);
        }

        reading.End();
        sending.End();
        await Task.WhenAll(ended, sent);
        return rates;

        async Task<int> SendAsync(IBenchedClient client)
        {
            if (Interlocked.Read(ref sentMessages) >= reading.Done)
            {
                // As many were sent as were read: the backlog is as it was.
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                return 0;
            }

            await client.SendAsync(100);
            Interlocked.Add(ref sentMessages, 100);
            return 100;
        }
    }

    private static string Text(IEnumerable<double> rates) => string.Join(" ", rates.Select(static rate => rate.ToString("N0", CultureInfo.InvariantCulture)));
}
