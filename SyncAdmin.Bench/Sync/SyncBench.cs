using System.Globalization;
using SyncAdmin.Bench.Servers;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.Bench.Sync;

/// <summary>
/// A full sync of 202,910 rows of MariaDB with an instant embedder into the embedded store, against our connector merely reading the same key
/// pages; then the same sync again with nothing changed, and a plan of it. Bars: a quarter, and a half, of merely reading; a plan takes no longer than
/// the unchanged sync.
/// </summary>
public static class SyncBench
{
    private const int Rounds = 3;
    private const int WarmRounds = 3;

    /// <summary>Arguments: the number of rows, 202,910 by default.</summary>
    public static async Task RunAsync(string[] args)
    {
        var rows = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : BenchMariaDb.CatalogRows;
        using var server = new BenchMariaDb(rows);
        await using var engine = await BenchEngine.StartAsync(discards: false);
        var warm = await engine.AddAsync("warm", "mysql", server.ConnectionConfig);
        for (var round = 0; round < WarmRounds; round++)
        {
            // The runtime compiles hot methods up to three times; all that is measured must be over with it.
            await engine.SyncAsync(await engine.AddAsync(string.Create(CultureInfo.InvariantCulture, $"warm{round}"), "mysql", server.ConnectionConfig));
            await engine.SyncAsync(warm);
            await engine.PlanAsync(warm);
            await ReadAsync(engine, warm);
        }

        var (reading, first, again, planned) = (new List<Measured>(), new List<Measured>(), new List<Measured>(), new List<Measured>());
        for (var round = 0; round < Rounds; round++)
        {
            // In turn, so that whatever else this machine does falls on all three.
            reading.Add(await Measured.OfAsync(() => ReadAsync(engine, warm)));
            var datasource = await engine.AddAsync(string.Create(CultureInfo.InvariantCulture, $"round{round}"), "mysql", server.ConnectionConfig);
            first.Add(await Measured.OfAsync(() => engine.SyncAsync(datasource)));
            var calls = engine.Embedder.Calls;
            SyncJobView? job = null;
            again.Add(await Measured.OfAsync(async () => job = await engine.SyncAsync(datasource)));
            planned.Add(await Measured.OfAsync(() => engine.PlanAsync(datasource)));
            if (engine.Embedder.Calls != calls || job?.SkippedRecords != rows)
            {
                throw new InvalidOperationException("An unchanged source was embedded or written again.");
            }
        }

        Print("merely reading", rows, Measured.Median(reading), Measured.Median(reading));
        Print("first full sync", rows, Measured.Median(first), Measured.Median(reading));
        Print("unchanged full sync", rows, Measured.Median(again), Measured.Median(reading));
        Print("plan of an unchanged source", rows, Measured.Median(planned), Measured.Median(reading));
    }

    private static async Task ReadAsync(BenchEngine engine, Datasource datasource)
    {
        await using var connector = engine.Sources.Open(datasource);
        var read = 0;
        await foreach (var page in connector.ReadAsync(DatasourceSources.QueryOf(datasource), after: null, CancellationToken.None))
        {
            read += page.Rows.Count;
        }

        if (read == 0)
        {
            throw new InvalidOperationException("The source is empty.");
        }
    }

    private static void Print(string what, int rows, Measured run, Measured reading) => BenchTable.Row(
        $"{what}, MariaDB, 10 columns",
        $"{rows:N0} rows in {run.Elapsed.TotalSeconds:N2} s, {rows / run.Elapsed.TotalSeconds:N0} rows/s, {reading.Elapsed / run.Elapsed:P0} of merely reading ({run.Processor.TotalSeconds:N2} s of processor, {run.Pauses.TotalSeconds:N2} s of pauses by {run.Collections} collections, {run.FullCollections} of them full, {run.Allocated / rows:N0} bytes a row)");
}
