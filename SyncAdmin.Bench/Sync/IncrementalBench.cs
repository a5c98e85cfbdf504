using System.Globalization;
using SyncAdmin.Bench.Servers;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.Bench.Sync;

/// <summary>
/// An incremental sync of 202,910 rows of which one in a hundred has changed, within an hour, in MariaDB and in PostgreSQL, with an index on the change field: beside our
/// connector merely reading the changed rows, and beside a full sync with nothing changed.
/// </summary>
public static class IncrementalBench
{
    private const int Rounds = 3;
    private const int WarmRounds = 3;
    private const string Database = "shop";
    private static readonly DateTime Begin = new(2030, 1, 1);

    /// <summary>Arguments: the number of rows, 202,910 by default.</summary>
    public static async Task RunAsync(string[] args)
    {
        var rows = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : BenchMariaDb.CatalogRows;
        using (var mariaDb = new BenchMariaDb(rows))
        {
            mariaDb.Execute("CREATE INDEX products_updated ON products (updated_at)");
            await MeasureAsync("MariaDB", "mysql", mariaDb.ConnectionConfig, rows, round => mariaDb.Execute(Change(round, "'2030-01-01' + INTERVAL {0} SECOND")));
        }

        using var postgres = new BenchPostgres();
        Fill(postgres, rows);
        await MeasureAsync(
            "PostgreSQL", "postgresql", postgres.ConnectionConfig(Database), rows, round => postgres.Execute(Database, Change(round, "timestamp '2030-01-01' + ({0}) * interval '1 second'")));
    }

    private static async Task MeasureAsync(string server, string type, string connectionConfig, int rows, Action<int> change)
    {
        await using var engine = await BenchEngine.StartAsync(discards: false);
        var datasource = await engine.AddAsync("changing", type, connectionConfig, "updated_at");
        await engine.SyncAsync(datasource);
        var (reading, changed, unchanged) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
        long written = 0;
        for (var round = 1; round <= WarmRounds + Rounds; round++)
        {
            // In turn, so that whatever else this machine does falls on all three; the runtime compiles hot methods up to three times.
            change(round);
            long read = 0;
            SyncJobView? job = null;
            reading.Add(await Measured.OfAsync(async () => read = await ReadAsync(engine, datasource, Begin.AddHours(round))));
            changed.Add(await Measured.OfAsync(async () => job = await engine.SyncChangesAsync(datasource)));
            unchanged.Add(await Measured.OfAsync(() => engine.SyncAsync(datasource)));
            written = job!.SuccessfulRecords;
            if (written != read || written < rows / 100)
            {
                throw new InvalidOperationException($"{written} records were written, {read} rows have changed.");
            }
        }

        var (run, read100, full) = (Measured.Median(changed[WarmRounds..]).Elapsed, Measured.Median(reading[WarmRounds..]).Elapsed, Measured.Median(unchanged[WarmRounds..]).Elapsed);
        BenchTable.Row(
            $"incremental sync, {server}, 10 columns",
            $"{written:N0} of {rows:N0} rows changed: {run.TotalSeconds:N2} s, {written / run.TotalSeconds:N0} changed rows/s; merely reading them takes {read100.TotalSeconds:N2} s ({read100 / run:P0}), an unchanged full sync {full.TotalSeconds:N2} s ({full / run:N1} times as long)");
    }

    /// <summary>One row in a hundred, other ones each round, in an hour of its own.</summary>
    /// <param name="round">From 1.</param>
    /// <param name="moment">The dialect's moment so many seconds after the beginning.</param>
    private static string Change(int round, string moment) => string.Create(
        CultureInfo.InvariantCulture,
        $"UPDATE products SET name = CONCAT('round {round} of product ', id), updated_at = {string.Format(CultureInfo.InvariantCulture, moment, $"{round * 3600} + id % 3000")} WHERE id % 100 = {50 + round}");

    private static async Task<long> ReadAsync(BenchEngine engine, Datasource datasource, DateTime since)
    {
        await using var connector = engine.Sources.Open(datasource);
        long read = 0;
        await foreach (var page in connector.ReadChangesAsync(DatasourceSources.QueryOf(datasource), new ChangePosition(since), CancellationToken.None))
        {
            read += page.Rows.Count;
        }

        return read;
    }

    /// <summary>The catalogue of <see cref="BenchMariaDb"/>.</summary>
    private static void Fill(BenchPostgres server, int rows)
    {
        server.Execute("postgres", $"CREATE DATABASE {Database}");
        server.Execute(Database, """
            CREATE TABLE products (id integer PRIMARY KEY, code varchar(20) NOT NULL, name varchar(120) NOT NULL, brand varchar(40), category varchar(40),
                price numeric(12,2), stock integer, weight double precision, description varchar(400), updated_at timestamp)
            """);
        server.Execute(Database, string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO products
            SELECT seq, 'P' || lpad(seq::text, 7, '0'), 'Tornillo hexagonal ' || seq % 997 || ' x ' || seq % 89 || ' mm', 'Marca ' || seq % 137, 'Ferretería ' || seq % 61,
                   (seq % 100000) / 100.0, seq % 500, seq / 7.0, 'Acero inoxidable, paso métrico, rosca completa; lote ' || seq || ', apto para exterior y ambientes marinos.',
                   timestamp '2024-01-01' + seq * interval '1 minute'
            FROM generate_series(1, {rows}) AS seq
            """));
        server.Execute(Database, "CREATE INDEX products_code ON products (code); CREATE INDEX products_updated ON products (updated_at); ANALYZE products");
    }
}
