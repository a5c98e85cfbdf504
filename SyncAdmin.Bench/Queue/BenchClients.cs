using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Queue;

/// <summary>Several clients of one queue.</summary>
internal sealed class BenchClients : List<IBenchedClient>, IAsyncDisposable
{
    private const int Batch = 1_000;

    internal static async Task<BenchClients> ConnectAsync(IBenchedQueue queue, int count)
    {
        var clients = new BenchClients();
        for (var number = 0; number < count; number++)
        {
            clients.Add(await queue.ConnectAsync());
        }

        return clients;
    }

    /// <summary>Leaves a queue with <paramref name="backlog"/> messages, fresh statistics and nothing left to write.</summary>
    internal static async Task FillAsync(BenchPostgres server, IBenchedQueue queue, int backlog)
    {
        queue.Empty();
        await using (var client = await queue.ConnectAsync())
        {
            for (var sent = 0; sent < backlog; sent += Batch)
            {
                await client.SendAsync(Math.Min(Batch, backlog - sent));
            }
        }

        server.Execute(queue.Database, "ANALYZE");
        server.Execute(queue.Database, "CHECKPOINT");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in this)
        {
            await client.DisposeAsync();
        }
    }
}
