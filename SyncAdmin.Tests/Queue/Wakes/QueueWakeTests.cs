using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Wakes;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Queue.Workers;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.Queue.Wakes;

/// <summary>Two processes' worth of queue on one PostgreSQL, which poll once a minute: what is quicker than that came over NOTIFY.</summary>
public sealed class QueueWakeTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ConcurrentQueue<string> _handled = new();
    private TestState _state = null!;

    public async Task InitializeAsync() => _state = await TestState.CreateAsync(StorageProvider.Postgres);

    public async Task DisposeAsync() => await _state.DisposeAsync();

    [Fact]
    public async Task What_one_process_sends_wakes_the_worker_of_another()
    {
        await using var sender = await WorkerHost.StartAsync(_state.Database, configure: PollRarely);
        await using var worker = await StartWorkerAsync();

        for (var number = 1; number <= 5; number++)
        {
            var clock = Stopwatch.StartNew();
            await sender.Queue.SendAsync(new NewMessage("mail", $"{number}"), None);
            await HandledAsync(number, worker);
            output.WriteLine($"handled {clock.ElapsedMilliseconds} ms after the send began");
        }
    }

    [Fact]
    public async Task What_one_process_gives_back_wakes_the_worker_of_another()
    {
        await using var sender = await WorkerHost.StartAsync(_state.Database, configure: PollRarely);
        await sender.Queue.SendAsync(new NewMessage("mail", "1"), None);
        var message = Assert.Single(await sender.Queue.ReadAsync("mail", 1, TimeSpan.FromMinutes(5), None));
        await using var worker = await StartWorkerAsync();
        await ListeningAsync(worker, 2);

        Assert.True(await sender.Queue.ReleaseAsync(message.Receipt, None));
        await HandledAsync(1, worker);
    }

    [Fact]
    public async Task A_thousand_sends_make_a_notification_each_interval_and_one_after_the_last()
    {
        await using var sender = await WorkerHost.StartAsync(_state.Database, configure: PollRarely);
        var heard = new ConcurrentQueue<(long At, string Payload)>();
        await using var listener = await ListenAsync(heard);
        using var end = new CancellationTokenSource();
        var listening = ListenUntilAsync(listener, end.Token);

        var clock = Stopwatch.StartNew();
        long last = 0;
        for (var number = 0; number < 1_000; number++)
        {
            // Before the last two are sent: they are told of at the earliest at once, and at the latest when the interval ends.
            last = number == 998 ? Stopwatch.GetTimestamp() : last;
            await sender.Queue.SendAsync(new NewMessage(number % 2 == 0 ? "mail" : "post", "x"), None);
        }

        var took = clock.Elapsed;
        await Eventually.IsTrueAsync(
            () => Task.FromResult(heard.Any(one => one.At > last && one.Payload.EndsWith(" mail", StringComparison.Ordinal)) && heard.Any(one => one.At > last && one.Payload.EndsWith(" post", StringComparison.Ordinal))),
            TimeSpan.FromSeconds(10),
            sender.Log.ToString);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening.WaitAsync(TimeSpan.FromSeconds(20)));

        var most = (int)(took.TotalMilliseconds / 100) + 2;
        output.WriteLine($"1,000 sends in {took.TotalMilliseconds:F0} ms: {heard.Count} notifications of two queues, at most {2 * most} allowed");
        Assert.InRange(heard.Count(static one => one.Payload.EndsWith(" mail", StringComparison.Ordinal)), 1, most);
        Assert.InRange(heard.Count(static one => one.Payload.EndsWith(" post", StringComparison.Ordinal)), 1, most);
    }

    [Fact]
    public async Task A_send_that_is_rolled_back_tells_nobody()
    {
        await using var sender = await WorkerHost.StartAsync(_state.Database, configure: PollRarely);
        var heard = new ConcurrentQueue<(long At, string Payload)>();
        await using var listener = await ListenAsync(heard);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _state.Database.WriteAsync<bool>(
            async (transaction, token) =>
            {
                await sender.Queue.SendAsync(transaction, [new NewMessage("mail", "never")], token);
                throw new InvalidOperationException("The business write failed.");
            },
            None));

        await sender.Queue.SendAsync(new NewMessage("post", "x"), None);
        while (heard.IsEmpty)
        {
            await listener.WaitAsync();
        }

        Assert.EndsWith(" post", Assert.Single(heard).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_whose_connection_is_cut_comes_back_and_finds_what_it_missed()
    {
        await using var sender = await WorkerHost.StartAsync(_state.Database, configure: PollRarely);
        await using var worker = await StartWorkerAsync();
        await ListeningAsync(worker, 2);

        for (var round = 0; round < 3; round++)
        {
            PostgresServer.Shared.Execute(
                "postgres",
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{new NpgsqlConnectionStringBuilder(_state.PostgresConnectionString).Database}'");
            await Eventually.IsTrueAsync( // Its own connection may be among those that were cut.
                async () => await Record.ExceptionAsync(() => sender.Queue.SendAsync(new NewMessage("mail", "x") { DedupeKey = $"{round}" }, None)) is null,
                TimeSpan.FromSeconds(20),
                sender.Log.ToString);
            await HandledAsync(round + 1, worker);
        }

        Assert.Contains(worker.Log.Lines, static line => line.StartsWith("Warning: The connection that hears of new messages broke", StringComparison.Ordinal));
        await ListeningAsync(worker, 2);
        await sender.Queue.SendAsync(new NewMessage("mail", "x"), None);
        await HandledAsync(4, worker);
    }

    [Fact]
    public void A_notification_of_this_process_or_of_nobody_wakes_nobody()
    {
        var (one, other) = (new QueueChannel(TimeProvider.System), new QueueChannel(TimeProvider.System));

        Assert.Equal("a:b", other.QueueOf(one.Payload("a:b")));
        Assert.Null(one.QueueOf(one.Payload("a:b")));
        Assert.Null(one.QueueOf("nonsense"));
        Assert.Null(one.QueueOf(string.Empty));
    }

    private static void PollRarely(QueueOptions options) => options.PollIntervalMs = 60_000;

    private static async Task ListenUntilAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private async Task<NpgsqlConnection> ListenAsync(ConcurrentQueue<(long At, string Payload)> heard)
    {
        var connection = new NpgsqlConnection(_state.PostgresConnectionString + ";Pooling=false");
        connection.Notification += (_, told) => heard.Enqueue((Stopwatch.GetTimestamp(), told.Payload));
        await connection.OpenAsync();
        await using var listen = new NpgsqlCommand($"LISTEN {QueueChannel.Name}", connection);
        await listen.ExecuteNonQueryAsync();
        return connection;
    }

    private Task<WorkerHost> StartWorkerAsync() => WorkerHost.StartAsync(
        _state.OpenAnother(),
        new QueueDefinition("mail"),
        (lease, _) =>
        {
            _handled.Enqueue(lease.Message.Payload);
            return Task.FromResult<Core.Queue.Workers.MessageResult?>(null);
        },
        PollRarely);

    private Task HandledAsync(int count, WorkerHost worker) =>
        Eventually.IsTrueAsync(() => Task.FromResult(_handled.Count >= count), TimeSpan.FromSeconds(20), worker.Log.ToString);

    /// <summary>Until so many connections of this database listen.</summary>
    private Task ListeningAsync(WorkerHost worker, long count) => Eventually.IsTrueAsync(
        async () => await _state.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN {QueueChannel.Name}'") >= count,
        TimeSpan.FromSeconds(20),
        worker.Log.ToString);
}
