using System.Diagnostics;
using System.Globalization;
using SyncAdmin.Core.Datasources;

namespace SyncAdmin.Bench.Sync;

/// <summary>
/// A full sync of 202,910 rows of MariaDB with an instant embedder into the embedded store, against our connector merely reading the same key
/// pages; then the same sync again with nothing changed. Bars: a quarter, and a half, of merely reading.
/// </summary>
public static class SyncBench
{
    private const int Rounds = 3;

    /// <summary>Arguments: the number of rows, 202,910 by default.</summary>
    public static async Task RunAsync(string[] args)
    {
        var rows = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 202_910;
        using var server = new BenchMariaDb();
        server.Fill(rows);
        await using var engine = await BenchEngine.StartAsync(discards: false);
        var warm = await engine.AddAsync("warm", "mysql", server.ConnectionConfig);
        await ReadAsync(engine, warm);
        var reading = await MedianAsync(() => ReadAsync(engine, warm));
        Print("merely reading", rows, reading, reading);

        var first = new List<TimeSpan>();
        var again = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            var datasource = await engine.AddAsync(string.Create(CultureInfo.InvariantCulture, $"round{round}"), "mysql", server.ConnectionConfig);
            first.Add((await engine.SyncAsync(datasource)).Elapsed);
            var calls = engine.Embedder.Calls;
            var (job, elapsed) = await engine.SyncAsync(datasource);
            again.Add(elapsed);
            if (engine.Embedder.Calls != calls || job.SkippedRecords != rows)
            {
                throw new InvalidOperationException("An unchanged source was embedded or written again.");
            }
        }

        Print("first full sync", rows, Median(first), reading);
        Print("unchanged full sync", rows, Median(again), reading);
    }

    private static async Task<TimeSpan> ReadAsync(BenchEngine engine, Datasource datasource)
    {
        var clock = Stopwatch.StartNew();
        await using var connector = engine.Sources.Open(datasource);
        var read = 0;
        await foreach (var page in connector.ReadAsync(DatasourceSources.QueryOf(datasource), after: null, CancellationToken.None))
        {
            read += page.Rows.Count;
        }

        return read > 0 ? clock.Elapsed : throw new InvalidOperationException("The source is empty.");
    }

    private static async Task<TimeSpan> MedianAsync(Func<Task<TimeSpan>> run)
    {
        var times = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            times.Add(await run());
        }

        return Median(times);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static void Print(string what, int rows, TimeSpan elapsed, TimeSpan reading) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {rows:N0} rows in {elapsed.TotalSeconds:N2} s, {rows / elapsed.TotalSeconds:N0} rows/s, {reading / elapsed:P0} of merely reading"));
}
