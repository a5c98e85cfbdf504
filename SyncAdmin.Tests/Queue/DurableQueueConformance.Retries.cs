using SyncAdmin.Core.Queue;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public abstract partial class DurableQueueConformance
{
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(0.5, 1.1)]
    [InlineData(0.999999, 1.2)]
    public async Task A_failed_message_waits_twice_as_long_each_time_and_up_to_a_fifth_more_by_chance(double chance, double factor)
    {
        _chance = chance;
        var id = await SendAsync(Message() with { MaxRetries = 15 });
        foreach (var seconds in (int[])[2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 3_600, 3_600, 3_600])
        {
            var whole = TimeSpan.FromSeconds(Math.Min(3_600, seconds * factor));
            var failed = await FailAsync(await ReadAsync());

            Assert.True(failed is { Accepted: true, DeadLetter: false });
            var wait = failed.RetryAt!.Value - _house.Now!.Value;
            Assert.InRange(wait, whole * 0.999, whole);
            Assert.Equal(QueueMessageStatus.Pending, (await RowAsync(id)).Status);
            Pass(wait - TimeSpan.FromMilliseconds(1));
            Assert.Empty(await ReadAsync(1));
            Pass(0.001);
        }

        Assert.True((await FailAsync(await ReadAsync())).DeadLetter);
    }

    [Fact]
    public async Task With_three_tries_the_waits_are_two_and_four_seconds_and_then_it_is_a_dead_letter_with_its_history()
    {
        var id = await SendAsync();
        var ends = new List<DateTimeOffset>();
        for (var number = 1; number <= 3; number++)
        {
            var message = await ReadAsync();
            Assert.Equal(number, message.Try);
            Pass(1);
            ends.Add(_house.Now!.Value);
            var failed = await FailAsync(message, $"error {number} ñ😀");
            Assert.Equal(number == 3, failed.DeadLetter);
            _house.Now = failed.RetryAt ?? _house.Now;
        }

        Pass(TimeSpan.FromDays(30));
        Assert.Empty(await ReadAsync(1));
        var row = await RowAsync(id);
        Assert.Equal((QueueMessageStatus.Failed, "error 3 ñ😀", 3, null, ends[2]), (row.Status, row.ErrorMessage, row.RetryCount, row.VisibleAt, row.CompletedAt));
        Assert.Equal(
            [
                new MessageAttempt(1, 1, QueueHouse.Start, ends[0], AttemptOutcome.Failed, "error 1 ñ😀"),
                new MessageAttempt(2, 2, QueueHouse.Start.AddSeconds(3), ends[1], AttemptOutcome.Failed, "error 2 ñ😀"),
                new MessageAttempt(3, 3, QueueHouse.Start.AddSeconds(8), ends[2], AttemptOutcome.Failed, "error 3 ñ😀"),
            ],
            await AttemptsAsync(id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(123_456)]
    [InlineData(31_622_400_000)]
    public async Task A_handler_may_say_when_to_try_again(long milliseconds)
    {
        var wait = TimeSpan.FromMilliseconds(milliseconds);
        await SendAsync();

        var failed = await _queue.FailAsync((await ReadAsync()).Receipt, new TryFailure("busy") { RetryAfter = wait }, None);

        Assert.Equal(new FailedTry(Accepted: true, QueueHouse.Start + wait), failed);
        Pass(wait);
        Assert.Equal(2, (await ReadAsync()).Try);
    }

    [Fact]
    public async Task A_permanent_failure_is_a_dead_letter_at_once()
    {
        var id = await SendAsync(Message() with { MaxRetries = 100 });

        var failed = await _queue.FailAsync((await ReadAsync()).Receipt, new TryFailure("not a product") { Permanent = true, RetryAfter = Lease }, None);

        Assert.True(failed.DeadLetter);
        var row = await RowAsync(id);
        Assert.Equal((QueueMessageStatus.Failed, "not a product", 1), (row.Status, row.ErrorMessage, row.RetryCount));
        Assert.Single(await AttemptsAsync(id));
    }

    [Fact]
    public async Task A_lease_that_ended_counts_as_a_try_and_is_in_the_history()
    {
        var id = await SendAsync();
        await ReadAsync();
        Pass(31);
        var second = await ReadAsync();
        Pass(1);
        await FailAsync(second, "after all");
        Pass(60);
        Assert.Equal(3, (await ReadAsync()).Try);

        Assert.Equal(
            [
                new MessageAttempt(1, 1, QueueHouse.Start, QueueHouse.Start.AddSeconds(31), AttemptOutcome.Expired, null),
                new MessageAttempt(2, 2, QueueHouse.Start.AddSeconds(31), QueueHouse.Start.AddSeconds(32), AttemptOutcome.Failed, "after all"),
            ],
            await AttemptsAsync(id));
    }

    [Fact]
    public async Task A_message_whose_last_lease_ended_becomes_a_dead_letter_and_never_stands_in_the_way()
    {
        foreach (var group in (string?[])[null, "g"])
        {
            var id = await SendAsync(Message("poison") with { MaxRetries = 2, Priority = 5, GroupKey = group });
            await ReadAsync();
            Pass(30);
            await ReadAsync();
            await SendAsync(Message("good") with { GroupKey = group });
            Pass(30);

            Assert.Equal("good", await PayloadsAsync(1));
            var row = await RowAsync(id);
            Assert.Equal((QueueMessageStatus.Failed, 2, null), (row.Status, row.RetryCount, row.VisibleAt));
            Assert.Contains("lease", row.ErrorMessage, StringComparison.Ordinal);
            Assert.Equal([(1, AttemptOutcome.Expired), (2, AttemptOutcome.Expired)], (await AttemptsAsync(id)).Select(static attempt => (attempt.Try, attempt.Outcome)));
            await ExecuteAsync("DELETE FROM sync_queue WHERE queue = @queue", ("queue", Name));
        }
    }

    [Fact]
    public async Task Many_messages_whose_last_lease_ended_are_buried_before_a_good_one_is_read()
    {
        await _queue.SendAsync([.. Enumerable.Range(0, 25).Select(_ => Message("poison") with { MaxRetries = 1 })], None);
        await SendAsync(Message("good") with { Priority = -1 });
        Assert.Equal(25, (await ReadAsync(25)).Count);
        Pass(30);

        Assert.Equal("good", await PayloadsAsync(10));
        Assert.Equal(25, (await RowsAsync()).Count(static row => row.Status == QueueMessageStatus.Failed));
    }

    [Fact]
    public async Task A_message_whose_reader_died_while_burying_it_is_buried_by_the_next()
    {
        var id = await SendAsync(Message() with { MaxRetries = 1 });
        await ReadAsync();
        Pass(30);
        // As a claim leaves it whose process is killed before it buries.
        await ExecuteAsync($"UPDATE sync_queue SET lease_number = 2, retry_count = 2, visible_at = {_house.Database.Time.NowPlus(Lease)} WHERE id = @id", ("id", id));
        Pass(30);

        Assert.Empty(await ReadAsync(1));
        var row = await RowAsync(id);
        Assert.Equal((QueueMessageStatus.Failed, 1), (row.Status, row.RetryCount));
    }

    [Fact]
    public async Task A_lease_shorter_than_burying_takes_does_not_keep_a_reader_from_it()
    {
        _house.Now = null;
        var ids = (await _queue.SendAsync([.. Enumerable.Range(0, 20).Select(_ => Message() with { MaxRetries = 1 })], None)).Select(static sent => sent.Id);
        Assert.Equal(20, (await ReadAsync(20, TimeSpan.FromMilliseconds(1))).Count);

        await Eventually.IsTrueAsync(
            async () => await ReadAsync(20, TimeSpan.FromMilliseconds(1)).WaitAsync(TimeSpan.FromSeconds(30)) is { Count: 0 }
                && (await RowsAsync()).All(static row => row.Status == QueueMessageStatus.Failed),
            TimeSpan.FromSeconds(20),
            () => $"messages {string.Join(' ', ids)} are not buried");
    }

    [Fact]
    public async Task The_newest_fifty_attempts_are_kept()
    {
        var id = await SendAsync(Message() with { MaxRetries = 60 });
        for (var number = 1; number <= 53; number++)
        {
            var message = await ReadAsync();
            if (number % 2 == 0)
            {
                Pass(Lease);
            }
            else
            {
                await _queue.FailAsync(message.Receipt, new TryFailure($"{number}") { RetryAfter = TimeSpan.Zero }, None);
            }
        }

        Assert.Equal(Enumerable.Range(4, 50), (await AttemptsAsync(id)).Select(static attempt => attempt.Try));
    }

    [Fact]
    public async Task An_error_is_kept_without_what_a_database_would_refuse_and_not_longer_than_its_limit()
    {
        var id = await SendAsync();
        await FailAsync(await ReadAsync(), new string('x', 3_999) + "😀 and more");
        var row = await RowAsync(id);
        Assert.Equal(new string('x', 3_999) + "\uFFFD", row.ErrorMessage);

        Pass(60);
        await FailAsync(await ReadAsync(), "a\0b \uD800 c");
        Assert.Equal("a\uFFFDb \uFFFD c", (await RowAsync(id)).ErrorMessage);
        Assert.Equal([row.ErrorMessage, "a\uFFFDb \uFFFD c"], (await AttemptsAsync(id)).Select(static attempt => attempt.Error));
    }
}
