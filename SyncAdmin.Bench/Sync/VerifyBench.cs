using System.Globalization;
using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Sync;

/// <summary>What a verification costs where source, ledger and store agree: 202,910 rows of MariaDB in the embedded store, beside an unchanged full sync.</summary>
public static class VerifyBench
{
    private const int Rounds = 3;
    private const int WarmRounds = 2;

    /// <summary>Arguments: the number of rows, 202,910 by default.</summary>
    public static async Task RunAsync(string[] args)
    {
        var rows = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : BenchMariaDb.CatalogRows;
        using var server = new BenchMariaDb(rows);
        await using var engine = await BenchEngine.StartAsync(discards: false);
        var datasource = await engine.AddAsync("verified", "mysql", server.ConnectionConfig);
        await engine.SyncAsync(datasource);
        for (var round = 0; round < WarmRounds; round++)
        {
            await engine.SyncAsync(datasource);
            await engine.VerifyAsync(datasource);
        }

        var (again, verified) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < Rounds; round++)
        {
            again.Add(await Measured.OfAsync(() => engine.SyncAsync(datasource)));
            verified.Add(await Measured.OfAsync(async () =>
            {
                var report = await engine.VerifyAsync(datasource);
                if ((report.Compared, report.Differing, report.Complete) != (rows, 0, true))
                {
                    throw new InvalidOperationException($"{report.Differing} of {report.Compared} records differ where nothing was changed.");
                }
            }));
        }

        var (unchanged, run) = (Measured.Median(again).Elapsed, Measured.Median(verified).Elapsed);
        BenchTable.Row(
            "verification, MariaDB, 10 columns",
            $"{rows:N0} rows in {run.TotalSeconds:N2} s, {rows / run.TotalSeconds:N0} rows/s; an unchanged full sync takes {unchanged.TotalSeconds:N2} s");
    }
}
