using System.Diagnostics;
using System.Text.Json;
using MySql.Data.MySqlClient;
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
        var config = JsonSerializer.SerializeToElement(new { host = "127.0.0.1", port = server.Port, database = "shop", username = "bench", password = "bench", tls = "off" });
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

        Print("driver, one stream", seconds[0]);
        Print("connector, key pages", seconds[1]);
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
        return await read() == BenchMariaDb.Rows ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException("Rows were lost.");
    }

    private static void Print(string name, List<double> seconds)
    {
        var median = seconds.Order().ElementAt(seconds.Count / 2);
        Console.WriteLine($"{name,-24} {BenchMariaDb.Rows / median,10:N0} rows/s {median * 1000,8:N0} ms");
    }
}
