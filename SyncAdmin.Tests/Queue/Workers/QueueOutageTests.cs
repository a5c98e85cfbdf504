using System.Collections.Concurrent;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Workers;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.EndToEnd;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Queue.Workers;

/// <summary>The database goes away under a worker, and comes back.</summary>
[Collection(HeavyTests.Name)]
public sealed class QueueOutageTests
{
    [Fact]
    public async Task A_worker_waits_for_its_database_says_so_and_goes_on_and_what_was_done_meanwhile_is_acknowledged_after_it()
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Postgres);
        var (begun, down, handled) = (new TaskCompletionSource(), new TaskCompletionSource(), new ConcurrentQueue<string>());
        await using var host = await WorkerHost.StartAsync(state.Database, new QueueDefinition("mail") { Concurrency = 2 }, async (lease, _) =>
        {
            handled.Enqueue(lease.Message.Payload);
            if (lease.Message.Payload == "across")
            {
                begun.SetResult();
                await down.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            }

            return null;
        });
        await host.Queue.SendAsync(new NewMessage("mail", "across"), CancellationToken.None);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        await PostgresServer.Shared.RestartAsync(async () =>
        {
            down.SetResult(); // Ends now: its acknowledgement finds no database.
            await UntilAsync(() => host.Log.Lines.Any(static line => line.Contains("came to could not be said yet", StringComparison.Ordinal)) && host.Worker.Problem?.Error == ErrorCatalog.StateUnavailable, host);
        });

        await Eventually.IsTrueAsync(
            async () => await Record.ExceptionAsync(() => host.Queue.SendAsync(new NewMessage("mail", "after") { DedupeKey = "after" }, CancellationToken.None)) is null,
            TimeSpan.FromSeconds(20),
            host.Log.ToString);
        await Eventually.IsTrueAsync(
            async () => await state.ScalarAsync<long>("SELECT count(*) FROM sync_queue WHERE status = 'completed' AND lease_number = 1") == 2,
            TimeSpan.FromSeconds(30),
            host.Log.ToString);
        Assert.Equal(["across", "after"], handled);
        await UntilAsync(() => host.Worker.Problem is null, host);
        Assert.Contains(host.Log.Lines, static line => line.StartsWith("Information: mail: read again, after", StringComparison.Ordinal));
        Assert.Contains(host.Log.Lines, static line => line.Contains("mail: can't be read, it is tried every few seconds: SYNC-9104: PostgreSQL ", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, static line => line.Contains("NpgsqlException", StringComparison.Ordinal));
    }

    private static Task UntilAsync(Func<bool> condition, WorkerHost host) =>
        Eventually.IsTrueAsync(() => Task.FromResult(condition()), TimeSpan.FromSeconds(30), host.Log.ToString);
}
