using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using SyncAdmin.Bench.Queue;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// What the queue promises, whatever ends a worker's process or cuts it off from its database: each message is handled at least once and none is lost, none is held
/// by two at a time, and what a dead worker's receipt says is refused.
/// </summary>
[Collection(HeavyTests.Name)]
public sealed class QueueKillTests(ITestOutputHelper output)
{
    private const int Messages = 10_000;
    private static readonly CancellationToken None = CancellationToken.None;

    private static int Kills => HeavyTests.Soak ? 100 : 10;

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task Ten_thousand_messages_survive_kills_of_their_workers(StorageProvider provider)
    {
        var random = new Random(20261122);
        await using var state = await TestState.CreateAsync(provider);
        using var workers = new QueueWorkerProcesses(state);
        await SendAsync(QueueOf(state), 0, Messages);
        var clock = Stopwatch.StartNew();
        workers.Start();
        for (var kill = 1; kill <= Kills; kill++)
        {
            // At PostgreSQL half of the kills find another worker beside the one that dies.
            if (provider == StorageProvider.Postgres && workers.Running == 1 && random.Next(2) == 0)
            {
                workers.Start();
            }

            await workers.HandledAsync((Messages * kill / (Kills + 1)) + random.Next(-Messages / Kills / 4, Messages / Kills / 4));
            await Task.Delay(random.Next(0, 60));
            workers.Kill();
            output.WriteLine($"kill {kill} after {clock.Elapsed.TotalSeconds:F1} s, at {workers.Handled.Ended}");
            if (workers.Running == 0)
            {
                workers.Start();
            }
        }

        await AssertAllAsync(state, workers, clock, $"{Kills} kills");
        var orphans = workers.Handled.Orphans;
        Assert.NotEmpty(orphans);
        foreach (var receipt in orphans)
        {
            Assert.False(await QueueOf(state).AcknowledgeAsync(receipt, None), $"The receipt {receipt} of a killed worker is taken.");
            Assert.False((await QueueOf(state).FailAsync(receipt, new TryFailure("late"), None)).Accepted);
            Assert.Null(await QueueOf(state).ExtendAsync(receipt, TimeSpan.FromMinutes(1), None));
        }

        var again = workers.Handled.Begun - Messages - workers.Handled.Failed - workers.Handled.Late;
        output.WriteLine($"{orphans.Count} handlings were cut off, {(double)orphans.Count / Kills:F1} a kill; {(double)again / Kills:F1} messages a kill were handled again");
    }

    [Fact]
    public async Task Ten_thousand_messages_survive_restarts_of_PostgreSQL_and_the_ends_of_its_backends()
    {
        var random = new Random(20261122);
        await using var state = await TestState.CreateAsync(StorageProvider.Postgres);
        using var workers = new QueueWorkerProcesses(state);
        await SendAsync(QueueOf(state), 0, Messages / 2);
        var clock = Stopwatch.StartNew();
        workers.Start();
        workers.Start();
        await workers.BegunAsync(); // A process that finds no database at its start does not start.
        var sending = Task.Run(() => SendAsync(QueueOf(state), Messages / 2, Messages)); // Through all of it.
        var cuts = HeavyTests.Soak ? 60 : 12;
        for (var cut = 1; cut <= cuts; cut++)
        {
            await workers.HandledAsync(Messages * cut / (cuts + 1) * 3 / 4);
            await Task.Delay(random.Next(0, 60));
            await (cut % 6 == 0 ? PostgresServer.Shared.RestartAsync(() => Task.Delay(random.Next(100, 600)), cut % 12 == 0 ? "immediate" : "fast") : CutAsync(state));
        }

        await sending.WaitAsync(TimeSpan.FromMinutes(1));
        await AssertAllAsync(state, workers, clock, $"{cuts} cuts");
    }

    private static DurableQueue QueueOf(TestState state) =>
        new(state.Database, new QueueSignal(TimeProvider.System), Options.Create(new QueueOptions()), TimeProvider.System);

    private static Task CutAsync(TestState state)
    {
        PostgresServer.Shared.Execute(
            "postgres",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{new NpgsqlConnectionStringBuilder(state.PostgresConnectionString).Database}'");
        return Task.CompletedTask;
    }

    /// <summary>Sends again what it does not know to have been stored: the dedupe key makes it one.</summary>
    private static async Task SendAsync(DurableQueue queue, int from, int to)
    {
        for (var first = from; first < to;)
        {
            var batch = Enumerable.Range(first, Math.Min(500, to - first)).Select(static number => new NewMessage(QueueWorkerProcess.Queue, $"{number}") { MaxRetries = 100, DedupeKey = $"{number}" });
            if (await Record.ExceptionAsync(() => queue.SendAsync([.. batch], None)) is null)
            {
                first += 500;
            }
            else
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>None while the database answers on connections that the last cut is still ending.</summary>
    private static async Task<long> CompletedAsync(TestState state)
    {
        try
        {
            return await state.ScalarAsync<long>("SELECT count(*) FROM sync_queue WHERE status = 'completed'");
        }
        catch (ProblemException problem) when (problem.Problem.Code == "SYNC-9104")
        {
            return 0;
        }
    }

    private async Task AssertAllAsync(TestState state, QueueWorkerProcesses workers, Stopwatch clock, string what)
    {
        await workers.HandledAsync(Messages);
        await Eventually.IsTrueAsync(
            async () => await CompletedAsync(state) == Messages,
            TimeSpan.FromSeconds(60),
            () => workers.Output);
        workers.Stop();

        Assert.Equal(Messages, await state.ScalarAsync<long>("SELECT count(*) FROM sync_queue"));
        Assert.Equal(Messages, workers.Handled.Ended);
        workers.Handled.AssertNeverHeldByTwo(state.Provider == StorageProvider.Sqlite ? TimeSpan.FromMilliseconds(1) : TimeSpan.Zero);
        output.WriteLine($"{state.Provider}, {what}: {Messages} messages in {clock.Elapsed.TotalSeconds:F1} s, {workers.Handled.Begun} handlings begun, {workers.Handled.Failed} failed and {workers.Handled.Late} late by design, {await state.ScalarAsync<long>("SELECT CAST(sum(lease_number) AS bigint) FROM sync_queue")} leases, at most {await state.ScalarAsync<long>("SELECT max(lease_number) FROM sync_queue")} of one message");
    }
}
