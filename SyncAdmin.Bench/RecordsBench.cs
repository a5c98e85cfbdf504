using System.Diagnostics;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Bench;

/// <summary>Mapping rows of ten columns on one core, and writing their ledger rows to SQLite, 1,000 a transaction.</summary>
public static class RecordsBench
{
    private const int Rows = 200_000;
    private static readonly string[] Columns = ["id", "code", "name", "brand", "category", "price", "stock", "description", "active", "updated_at"];

    /// <summary>Median of five for mapping; one pass of inserts and one of updates for the ledger.</summary>
    public static async Task RunAsync(string[] args)
    {
        var mapping = new RecordMapping(
            new Guid(1, 2, 3, new byte[8]),
            """
            {"id":"id","code":"code","name":"name","brand":"brand","category":"category","price":"price","stock":"stock",
             "description":"description","active":"active","updated":"updated_at"}
            """,
            """["name","brand","code"]""",
            TextTemplate: null,
            ["id"],
            "code");
        var mapper = RecordMapper.Create(mapping, Columns).Required();
        var rows = Enumerable.Range(0, 10_000).Select(Row).ToArray();
        var rates = new List<double>();
        for (var run = 0; run < 6; run++)
        {
            // Processor time, not the clock's: the figure is about one core, also on a machine that does other things.
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < Rows; i++)
            {
                mapper.Map(Columns, rows[i % rows.Length]).Required();
            }

            rates.Add(Rows / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        BenchTable.Row("mapping rows of 10 columns", $"{rates.Skip(1).Order().ElementAt(2):N0} rows/s on one core");
        var directory = Directory.CreateTempSubdirectory("syncadmin-bench-");
        await LedgerAsync(new SqliteStateDatabase(Path.Combine(directory.FullName, "state.db")));
        directory.Delete(recursive: true);
    }

    private static async Task LedgerAsync(SqliteStateDatabase database)
    {
        await database.MigrateAsync(CancellationToken.None);
        var scope = new LedgerScope("bench__v1", new Guid(1, 2, 3, new byte[8]));
        foreach (var pass in new[] { "insert", "update" })
        {
            var watch = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            for (var start = 0; start < Rows; start += 1000)
            {
                var rows = Enumerable.Range(start, 1000).Select(i => new LedgerRow($"{i}", $"C-{i}", new RecordHash((UInt128)i), new RecordHash((UInt128)pass.Length))).ToArray();
                await database.WriteAsync((transaction, token) => RecordLedger.ApplyAsync(transaction, scope, rows, [], token), CancellationToken.None);
            }

            BenchTable.Row($"ledger {pass}, SQLite, 1,000 a transaction", $"{Rows / watch.Elapsed.TotalSeconds:N0} rows/s, {Rows / (Environment.CpuUsage.TotalTime - before).TotalSeconds:N0} per processor second");
        }

        var ledger = new RecordLedger(database);
        var load = Stopwatch.StartNew();
        for (var start = 0; start < Rows; start += 1000)
        {
            await ledger.LoadAsync(scope, [.. Enumerable.Range(start, 1000).Select(i => $"{i}")], CancellationToken.None);
        }

        BenchTable.Row("ledger load by key, SQLite, 1,000 a call", $"{Rows / load.Elapsed.TotalSeconds:N0} rows/s");
    }

    private static object?[] Row(int i) =>
    [
        (long)i, $"FER-{i:D6}", $"Taladro percutor {i % 500} W con maletín", i % 3 == 0 ? "Bosch" : "Makita", "Herramientas eléctricas", 10.50m + (i % 1000), (long)(i % 77),
        "Taladro con percusión, dos velocidades y mango lateral para trabajos en hormigón.", i % 2 == 0, new DateTime(2026, 1, 2, 3, 4, i % 60),
    ];
}
