using System.Diagnostics;
using System.Text.Json;
using MySql.Data.MySqlClient;
using SyncAdmin.Bench.Servers;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.MySql;

namespace SyncAdmin.Bench.Connectors;

/// <summary>
/// How fast our connector merely reads 202,910 rows × 10 columns of MariaDB page by page along the key, beside one stream of the driver with
/// every value taken out. The first is the base line of the sync's bars.
/// </summary>
public static class ConnectorReadBench
{
    private const int WarmUps = 3;
    private const int Runs = 5;
    private const string Sql = "SELECT id, code, name, brand, category, price, stock, weight, description, updated_at FROM products";

    /// <summary>Prints rows per second, the median of five after three warm-ups, of each.</summary>
    public static async Task RunAsync(string[] args)
    {
        using var server = new BenchMariaDb();
        var context = new ConnectorContext(new ConnectorOptions(), Path.GetTempPath(), TimeProvider.System);
        var config = JsonElement.Parse(server.ConnectionConfig);
        await using var connector = new MySqlConnectorType(context).Create(config);

        Func<Task<int>>[] ways = [() => Task.Run(() => Stream(server.ConnectionString)), () => ReadAsync(connector)];
        List<double>[] seconds = [[], []];
        for (var run = -WarmUps; run < Runs; run++)
        {
            // In turn, so that whatever else this machine does falls on both.
            for (var way = 0; way < ways.Length; way++)
            {
                var measured = await MeasureAsync(ways[way]);
                seconds[way].AddRange(run < 0 ? [] : [measured]);
            }
        }

        var (stream, pages) = (Median(seconds[0]), Median(seconds[1]));
        Print("driver's own stream", stream, stream);
        Print("connector, pages by key", pages, stream);
    }

    private static async Task<int> ReadAsync(IConnector connector)
    {
        var rows = 0;
        await foreach (var page in connector.ReadAsync(new SourceQuery(Sql, ["id"], "code"), null, CancellationToken.None))
        {
            rows += page.Rows.Count;
        }

        return rows;
    }

    private static int Stream(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        using var command = new MySqlCommand(Sql + " ORDER BY id", connection);
        using var reader = command.ExecuteReader();
        var rows = 0;
        for (; reader.Read(); rows++)
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            GC.KeepAlive(row);
        }

        return rows;
    }

    private static async Task<double> MeasureAsync(Func<Task<int>> read)
    {
        var clock = Stopwatch.StartNew();
        return await read() == BenchMariaDb.CatalogRows ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException("Rows were lost.");
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);

    private static void Print(string what, double seconds, double stream) => BenchTable.Row(
        $"{what}, MariaDB, 10 columns",
        $"{BenchMariaDb.CatalogRows:N0} rows in {seconds:N2} s, {BenchMariaDb.CatalogRows / seconds:N0} rows/s, {stream / seconds:P0} of the driver's stream");
}
