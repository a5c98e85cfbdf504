using Microsoft.Extensions.Options;
using SyncAdmin.Bench.Servers;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Bench.Queue;

/// <summary>The queue of this repository as a user of it has it: <see cref="DurableQueue"/> over the state database's pool.</summary>
internal sealed class OurQueue : IBenchedQueue
{
    private readonly BenchPostgres _server;
    private readonly PostgresStateDatabase _database;
    private readonly DurableQueue _queue;

    private OurQueue(BenchPostgres server)
    {
        _server = server;
        _database = new PostgresStateDatabase(server.ConnectionString(Database));
        _queue = new DurableQueue(_database, new QueueSignal(TimeProvider.System), Options.Create(new QueueOptions()), TimeProvider.System);
    }

    public string Name => "ours";

    public string Database => "ours";

    internal static async Task<OurQueue> CreateAsync(BenchPostgres server)
    {
        server.Execute("postgres", "CREATE DATABASE ours");
        var queue = new OurQueue(server);
        await queue._database.MigrateAsync(CancellationToken.None);
        return queue;
    }

    public void Empty() => _server.Execute(Database, "TRUNCATE sync_queue, sync_queue_archive");

    public Task<IBenchedClient> ConnectAsync() => Task.FromResult<IBenchedClient>(new Client(_queue));

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private sealed class Client(DurableQueue queue) : IBenchedClient
    {
        public Task SendAsync(int count)
        {
            var messages = new NewMessage[count];
            Array.Fill(messages, new NewMessage(BenchMessage.Queue, BenchMessage.Payload));
            return queue.SendAsync(messages, CancellationToken.None);
        }

        public async Task<int> CycleAsync(int count)
        {
            var messages = await queue.ReadAsync(BenchMessage.Queue, count, TimeSpan.FromSeconds(BenchMessage.Lease), CancellationToken.None);
            var ended = messages.Count switch
            {
                0 => 0,
                1 => await queue.AcknowledgeAsync(messages[0].Receipt, CancellationToken.None) ? 1 : 0,
                _ => (await queue.AcknowledgeAsync([.. messages.Select(static message => new Acknowledgement(message.Receipt))], CancellationToken.None)).Count,
            };
            return ended == messages.Count ? ended : throw new InvalidOperationException("A good receipt was refused.");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
