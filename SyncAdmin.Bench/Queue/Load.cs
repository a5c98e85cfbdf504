using System.Diagnostics;
using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Queue;

/// <summary>Clients that each do one thing over and over, and what they got done.</summary>
internal sealed class Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(10);

    // PostgreSQL plans a prepared statement anew for its first five uses on a connection.
    private const int WarmCycles = 12;
    private readonly int[] _cycles;
    private readonly List<TimeSpan>[] _latencies;
    private readonly Func<IBenchedClient, Task<int>> _once;
    private readonly long _most;
    private long _done;
    private volatile bool _over;
    private volatile bool _counts;

    private Load(int clients, Func<IBenchedClient, Task<int>> once, long most)
    {
        _latencies = [.. Enumerable.Range(0, clients).Select(static _ => new List<TimeSpan>())];
        (_once, _most, _cycles) = (once, most, new int[clients]);
    }

    /// <summary>Messages that were done, warming up too.</summary>
    internal long Done => Interlocked.Read(ref _done);

    /// <summary>Has each of <paramref name="clients"/> do <paramref name="once"/> for a while after warming up, or until <paramref name="most"/> messages are done.</summary>
    internal static async Task<LoadResult> RunAsync(
        BenchPostgres server, IReadOnlyList<IBenchedClient> clients, Func<IBenchedClient, Task<int>> once, TimeSpan length, long most)
    {
        var load = new Load(clients.Count, once, most);
        var running = load.StartAsync(clients);
        await load.WaitAsync(WarmUp);
        for (var warming = Stopwatch.StartNew(); load._cycles.Min() < WarmCycles && load.Done < most / 4 && warming.Elapsed < LongestWarmUp && !load._over;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        var (clock, before, client, processor) = (Stopwatch.StartNew(), load.Done, Environment.CpuUsage.TotalTime, server.Processor);
        load._counts = true;
        await load.WaitAsync(length);
        var (elapsed, done) = (clock.Elapsed, load.Done - before);
        (client, processor) = (Environment.CpuUsage.TotalTime - client, server.Processor - processor);
        load._counts = false;
        load._over = true;
        await running;
        return LoadResult.Of(done / elapsed.TotalSeconds, client / Math.Max(1, done), processor / Math.Max(1, done), load._latencies.SelectMany(static each => each));
    }

    /// <summary>Has clients do something until the caller is content.</summary>
    internal static (Load Load, Task Running) Begin(IReadOnlyList<IBenchedClient> clients, Func<IBenchedClient, Task<int>> once)
    {
        var load = new Load(clients.Count, once, long.MaxValue);
        return (load, load.StartAsync(clients));
    }

    internal void End() => _over = true;

    private Task StartAsync(IReadOnlyList<IBenchedClient> clients) => Task.WhenAll(clients.Select((client, index) => Task.Run(() => WorkAsync(client, index))));

    private async Task WaitAsync(TimeSpan length)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < length && Done < _most && !_over;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private async Task WorkAsync(IBenchedClient client, int index)
    {
        try
        {
            while (!_over)
            {
                var started = Stopwatch.GetTimestamp();
                var done = await _once(client);
                if (done > 0 && _counts)
                {
                    _latencies[index].Add(Stopwatch.GetElapsedTime(started));
                }

                Interlocked.Add(ref _done, done);
                _cycles[index]++;
            }
        }
        finally
        {
            // One that failed ends the run: the others would hide it.
            _over = true;
        }
    }
}
