using System.Collections.Concurrent;
using System.Text.Json;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Workers;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Queue.Workers;

/// <summary>What a worker promises its handlers and its messages, on either store.</summary>
public abstract partial class QueueWorkerConformance(StorageProvider provider) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly QueueDefinition Definition = new("mail");
    private TestState _state = null!;

    public async Task InitializeAsync() => _state = await TestState.CreateAsync(provider);

    public async Task DisposeAsync() => await _state.DisposeAsync();

    [Fact]
    public async Task So_many_are_handled_at_once_as_the_definition_says_and_no_more()
    {
        var (running, most, release) = (0, 0, new TaskCompletionSource());
        await using var host = await StartAsync(Definition with { Concurrency = 3 }, async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await release.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            Interlocked.Decrement(ref running);
            return null;
        });
        await SendAsync(host, 12);

        await UntilAsync(() => Volatile.Read(ref running) == 3 && host.Worker.Active == 3, host);
        Assert.Equal(9, await CountAsync("pending"));
        release.SetResult();
        await UntilAsync(12, "completed", host);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_poison_message_fails_to_its_last_try_and_the_others_are_done_meanwhile()
    {
        await using var host = await StartAsync(Definition with { Concurrency = 2 }, static (lease, _) => lease.Message.Payload == "poison"
            ? throw new MessageFailedException(new TryFailure("It is poison.") { RetryAfter = TimeSpan.Zero })
            : Task.FromResult<MessageResult?>(new MessageResult($"done {lease.Message.Payload}", "E1")));
        await host.Queue.SendAsync(new NewMessage("mail", "poison") { MaxRetries = 4, Priority = 9 }, None);
        await SendAsync(host, 20);

        await UntilAsync(20, "completed", host);
        await UntilAsync(1, "failed", host);
        var rows = await RowsAsync();
        var dead = rows.Single(static row => row.Payload == "poison");
        Assert.Equal((4, "It is poison."), (dead.RetryCount, dead.ErrorMessage));
        Assert.Equal(4, AttemptsOf(dead).Count);
        Assert.All(rows.Where(static row => row.Payload != "poison"), static row => Assert.Equal(($"done {row.Payload}", "E1"), (row.Response, row.ExternalId)));
        Assert.Contains(host.Log.Lines, line => line.StartsWith($"Error: mail: message {dead.Id} failed at try 4, its last", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_knows_that_no_try_can_help_makes_a_dead_letter_at_once()
    {
        await using var host = await StartAsync(Definition, static (_, _) => throw new MessageFailedException(new TryFailure("No such address.") { Permanent = true }));
        await SendAsync(host, 1);

        await UntilAsync(1, "failed", host);
        Assert.Equal(1, (await RowsAsync())[0].RetryCount);
    }

    [Fact]
    public async Task A_failed_try_keeps_the_message_of_its_exception_without_the_stack_and_comes_back_after_two_seconds()
    {
        await using var host = await StartSteppedAsync(Definition, static (lease, _) => lease.Message.Try == 1 ? throw new InvalidDataException("No such column.") : NothingAsync());
        await SendAsync(host, 1);
        await UntilAsync(() => host.Log.Lines.Any(static line => line.Contains("failed at try 1", StringComparison.Ordinal)), host);
        Pass(TimeSpan.FromSeconds(2));

        await UntilAsync(1, "completed", host);
        var row = (await RowsAsync())[0];
        var attempt = Assert.Single(AttemptsOf(row));
        Assert.Equal("InvalidDataException: No such column.", attempt.GetProperty("error").GetString());
        Assert.InRange(row.StartedAt!.Value - DateTimeOffset.FromUnixTimeMilliseconds(attempt.GetProperty("endedAt").GetInt64()), TimeSpan.FromSeconds(1.99), TimeSpan.FromSeconds(30)); // To the millisecond where time is driven: of a queue's retries.
        Assert.Contains(host.Log.Lines, line => line.StartsWith($"Warning: mail: message {row.Id} failed at try 1", StringComparison.Ordinal) && line.Contains(nameof(QueueWorkerConformance), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancellation_of_the_handlers_own_is_a_failed_try()
    {
        await using var host = await StartAsync(Definition, static (_, _) => throw new TaskCanceledException("The server did not answer."));
        await host.Queue.SendAsync(new NewMessage("mail", "x") { MaxRetries = 1 }, None);

        await UntilAsync(1, "failed", host);
        Assert.Contains("The server did not answer.", (await RowsAsync())[0].ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_cannot_be_stored_fails_the_try()
    {
        await using var host = await StartAsync(Definition, static (_, _) => Task.FromResult<MessageResult?>(new MessageResult(ExternalId: new string('x', 256))));
        await host.Queue.SendAsync(new NewMessage("mail", "x") { MaxRetries = 1 }, None);

        await UntilAsync(1, "failed", host);
        Assert.Contains("can't be stored. SYNC-8501", (await RowsAsync())[0].ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_message_has_a_scope_of_its_own_that_ends_with_it()
    {
        var scopes = new ConcurrentBag<HandlerScope>();
        await using var host = await WorkerHost.StartAsync(_state.Database, Definition, scoped: (scope, _, _) =>
        {
            Assert.False(scope.Disposed);
            scopes.Add(scope);
            return NothingAsync();
        });
        await SendAsync(host, 5);

        await UntilAsync(5, "completed", host);
        Assert.Equal(5, scopes.Distinct().Count());
        Assert.All(scopes, static scope => Assert.True(scope.Disposed));
    }

    [Fact]
    public async Task A_group_goes_on_at_once_when_its_message_is_done_or_dead_in_the_order_of_sending()
    {
        var seen = new ConcurrentQueue<string>();
        await using var host = await StartAsync(
            Definition with { Concurrency = 4 },
            (lease, _) =>
            {
                seen.Enqueue(lease.Message.Payload);
                return lease.Message.Payload == "3" ? throw new MessageFailedException(new TryFailure("No.") { Permanent = true }) : NothingAsync();
            },
            static options => options.PollIntervalMs = 60_000);
        await host.Queue.SendAsync([.. Enumerable.Range(0, 8).Select(static number => new NewMessage("mail", $"{number}") { GroupKey = "g" })], None);

        await UntilAsync(7, "completed", host);
        Assert.Equal("01234567", string.Concat(seen));
    }

    [Fact]
    public async Task An_idle_worker_handles_what_is_sent_at_once()
    {
        await using var host = await StartAsync(Definition, static (_, _) => NothingAsync(), static options => options.PollIntervalMs = 60_000);
        for (var number = 1; number <= 3; number++)
        {
            await SendAsync(host, 1);
            await UntilAsync(number, "completed", host);
        }
    }

    [Fact]
    public async Task A_worker_makes_its_queue_known_before_the_first_message()
    {
        await using var host = await StartAsync(Definition, static (_, _) => NothingAsync());
        await Eventually.IsTrueAsync(async () => (await _state.AllAsync<QueueState>()) is [{ Name: "mail" }], TimeSpan.FromSeconds(10), host.Log.ToString);
    }

    private static Task<MessageResult?> NothingAsync() => Task.FromResult<MessageResult?>(null);

    private static void InterlockedMax(ref int most, int value)
    {
        while (Volatile.Read(ref most) is var seen && seen < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
            // Another was quicker: look again.
        }
    }

    private static Task<IReadOnlyList<SentMessage>> SendAsync(WorkerHost host, int count) =>
        host.Queue.SendAsync([.. Enumerable.Range(0, count).Select(static number => new NewMessage("mail", $"{number}"))], None);

    private Task UntilAsync(Func<bool> condition, WorkerHost host) =>
        UntilAsync(() => Task.FromResult(condition()), host);

    private Task<WorkerHost> StartAsync(QueueDefinition definition, Func<MessageLease, CancellationToken, Task<MessageResult?>> handler, Action<QueueOptions>? configure = null) =>
        WorkerHost.StartAsync(_state.Database, definition, handler, configure);

    private Task UntilAsync(long count, string status, WorkerHost host) =>
        UntilAsync(async () => await CountAsync(status) == count, host);

    /// <summary>Where time is stepped it goes on by a poll's interval at each look, so that the worker looks as well.</summary>
    private Task UntilAsync(Func<Task<bool>> condition, WorkerHost host) => Eventually.IsTrueAsync(
        () =>
        {
            Pass(TimeSpan.FromMilliseconds(60));
            return condition();
        },
        TimeSpan.FromSeconds(20),
        host.Log.ToString);

    private Task<long> CountAsync(string status) => _state.ScalarAsync<long>($"SELECT count(*) FROM sync_queue WHERE status = '{status}'");

    private static IReadOnlyList<JsonElement> AttemptsOf(QueueRow row) => [.. JsonDocument.Parse(row.Attempts!).RootElement.EnumerateArray()];

    private async Task<IReadOnlyList<QueueRow>> RowsAsync() => [.. (await _state.AllAsync<QueueRow>()).OrderBy(static row => row.Id)];
}
