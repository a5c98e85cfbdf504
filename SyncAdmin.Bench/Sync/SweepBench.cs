using System.Globalization;
using SyncAdmin.Bench.Servers;
using SyncAdmin.Core.Datasources;

namespace SyncAdmin.Bench.Sync;

/// <summary>
/// What the end of a full sync costs where records are gone: 202,910 rows of MariaDB in the embedded store, the same sync with nothing gone, with one
/// record gone (the pass over the keys) and with 10,000 gone (the pass, and the removal with all that is kept for restoring).
/// </summary>
public static class SweepBench
{
    private const int Rounds = 3;
    private const int WarmRounds = 3;
    private const int Many = 10_000;

    /// <summary>Arguments: the number of rows, 202,910 by default.</summary>
    public static async Task RunAsync(string[] args)
    {
        var rows = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : BenchMariaDb.CatalogRows;
        using var server = new BenchMariaDb(rows);
        await using var engine = await BenchEngine.StartAsync(discards: false);
        var datasource = await engine.AddAsync("swept", "mysql", server.ConnectionConfig);
        for (var round = 0; round < WarmRounds; round++)
        {
            await engine.SyncAsync(datasource);
        }

        var left = rows;
        left = await SweepAsync(server, engine, datasource, left, 1_000, []);
        var (unchanged, one, many) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
        for (var round = 0; round < Rounds; round++)
        {
            unchanged.Add(await Measured.OfAsync(() => engine.SyncAsync(datasource)));
            left = await SweepAsync(server, engine, datasource, left, 1, one);
            left = await SweepAsync(server, engine, datasource, left, Many, many);
        }

        var still = Measured.Median(unchanged).Elapsed;
        var pass = Measured.Median(one).Elapsed - still;
        var removal = Measured.Median(many).Elapsed - Measured.Median(one).Elapsed;
        BenchTable.Row(
            "sweep, MariaDB",
            $"{left:N0} rows: {pass.TotalSeconds:N2} s beyond an unchanged sync of {still.TotalSeconds:N2} s for the pass over the keys ({left / pass.TotalSeconds:N0} keys/s), {removal.TotalSeconds:N2} s to remove {Many:N0} points ({Many / removal.TotalSeconds:N0} points/s, confirmed by key and kept for restoring)");
    }

    private static async Task<int> SweepAsync(BenchMariaDb server, BenchEngine engine, Datasource datasource, int left, int gone, List<Measured> runs)
    {
        server.Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM products WHERE id > {left - gone}"));
        long removed = 0;
        runs.Add(await Measured.OfAsync(async () => removed = (await engine.SyncAsync(datasource)).DeletedRecords));
        return removed == gone ? left - gone : throw new InvalidOperationException($"{removed} points were removed instead of {gone}.");
    }
}
