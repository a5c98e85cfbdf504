using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public abstract partial class DurableQueueConformance
{
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "empty name", "SYNC-8501" },
        { "long name", "SYNC-8501" },
        { "name with a space", "SYNC-8501" },
        { "name with a letter beyond ASCII", "SYNC-8501" },
        { "name with NUL", "SYNC-8501" },
        { "payload with NUL", "SYNC-8501" },
        { "payload with half a pair", "SYNC-8501" },
        { "large payload", "SYNC-8502" },
        { "payload large as UTF-8", "SYNC-8502" },
        { "priority too high", "SYNC-8501" },
        { "priority too low", "SYNC-8501" },
        { "no tries", "SYNC-8501" },
        { "too many tries", "SYNC-8501" },
        { "negative delay", "SYNC-8501" },
        { "delay too long", "SYNC-8501" },
        { "too many", "SYNC-8501" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_message_beyond_a_limit_is_refused_with_its_code_and_nothing_is_stored(string what, string code)
    {
        var message = Message();
        NewMessage[] messages = what switch
        {
            "empty name" => [message with { Queue = string.Empty }],
            "long name" => [message with { Queue = new string('q', 101) }],
            "name with a space" => [message with { Queue = Name + " x" }],
            "name with a letter beyond ASCII" => [message with { Queue = Name + "ñ" }],
            "name with NUL" => [message with { Queue = Name + "\0" }],
            "payload with NUL" => [Message("a\0b")],
            "payload with half a pair" => [Message("a\uD83D")],
            "large payload" => [Message(new string('x', (1 << 16) + 1))],
            "payload large as UTF-8" => [Message(new string('ñ', (1 << 15) + 1))],
            "priority too high" => [message with { Priority = 101 }],
            "priority too low" => [message with { Priority = -101 }],
            "no tries" => [message with { MaxRetries = 0 }],
            "too many tries" => [message with { MaxRetries = 101 }],
            "negative delay" => [message with { Delay = TimeSpan.FromMilliseconds(-1) }],
            "delay too long" => [message with { Delay = TimeSpan.FromDays(366) + TimeSpan.FromMilliseconds(1) }],
            _ => [.. Enumerable.Repeat(message, 1_001)],
        };

        await AssertRefusedAsync(code, [message, .. messages]);
    }

    [Fact]
    public async Task Each_label_and_key_is_checked()
    {
        foreach (var bad in (string[])[new string('x', 256), "a\0b", "\uDC00"])
        {
            NewMessage[] messages =
            [
                Message() with { Source = bad }, Message() with { TenantId = bad }, Message() with { EntityType = bad }, Message() with { EntityId = bad },
                Message() with { Action = bad }, Message() with { ExternalId = bad }, Message() with { GroupKey = bad }, Message() with { DedupeKey = bad },
            ];
            foreach (var message in messages)
            {
                await AssertRefusedAsync("SYNC-8501", [message]);
            }
        }
    }

    [Fact]
    public async Task What_is_just_within_the_limits_is_stored()
    {
        var name = Name + new string('.', 100 - Name.Length);
        var label = string.Concat(Enumerable.Repeat("😀", 127)) + "ñ";
        var message = new NewMessage(name, new string('x', 1 << 16))
        {
            Source = label, TenantId = label, EntityType = label, EntityId = label, Action = label, ExternalId = label, GroupKey = label, DedupeKey = label,
            Priority = 100, MaxRetries = 100, Delay = TimeSpan.FromDays(366),
        };
        await _queue.SendAsync(message, None);
        await _queue.SendAsync(message with { GroupKey = "A-Za-z0-9._:-", DedupeKey = string.Empty, Priority = -100, MaxRetries = 1 }, None);

        Pass(TimeSpan.FromDays(366));
        var read = await _replica.ReadAsync(name, 10, TimeSpan.FromDays(366), None);
        Assert.Equal(2, read.Count);
        Assert.Equal((label, label, message.Payload), (read[0].GroupKey, read[0].ExternalId, read[0].Payload));
        Assert.Equal(string.Empty, read[1].DedupeKey);
    }

    [Fact]
    public async Task An_acknowledgement_beyond_a_limit_is_refused_and_acknowledges_nothing()
    {
        var id = await SendAsync();
        var receipt = (await ReadAsync()).Receipt;
        (Acknowledgement Bad, string Code)[] cases =
        [
            (new(receipt, "a\0b"), "SYNC-8501"),
            (new(receipt, "\uD800"), "SYNC-8501"),
            (new(receipt, new string('x', (1 << 16) + 1)), "SYNC-8502"),
            (new(receipt, null, new string('x', 256)), "SYNC-8501"),
            (new(receipt, null, "\0"), "SYNC-8501"),
        ];

        foreach (var (bad, code) in cases)
        {
            var refusal = await Assert.ThrowsAsync<ProblemException>(() => _queue.AcknowledgeAsync([new Acknowledgement(receipt), bad], None));
            Assert.Equal(code, refusal.Problem.Error.Code);
        }

        var many = await Assert.ThrowsAsync<ProblemException>(() => _queue.AcknowledgeAsync([.. Enumerable.Repeat(new Acknowledgement(receipt), 1_001)], None));
        Assert.Equal("SYNC-8501", many.Problem.Error.Code);
        Assert.Equal(QueueMessageStatus.Processing, (await RowAsync(id)).Status);
    }

    [Fact]
    public async Task Counts_and_spans_out_of_range_are_refused()
    {
        await SendAsync();
        var receipt = (await ReadAsync()).Receipt;
        foreach (var count in (int[])[0, -1, 1_001])
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(count));
        }

        foreach (var span in (TimeSpan[])[TimeSpan.FromMilliseconds(-1), TimeSpan.FromDays(367)])
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(1, span));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.ExtendAsync(receipt, span, None));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.FailAsync(receipt, new TryFailure("x") { RetryAfter = span }, None));
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(1, TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _queue.FailAsync(receipt, new TryFailure(null!), None));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _queue.SendAsync(new NewMessage("q", null!), None));
        Assert.True(await _queue.AcknowledgeAsync(receipt, None));
    }

    [Theory]
    [InlineData("no such: name!")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task Reading_a_name_that_no_queue_can_have_is_refused(string name)
    {
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => _queue.ReadAsync(name, 1, Lease, None));

        Assert.Equal(ErrorCatalog.QueueMessageInvalid, refusal.Problem.Error);
    }

    private async Task AssertRefusedAsync(string code, NewMessage[] messages)
    {
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => _queue.SendAsync(messages, None));
        Assert.Equal(code, refusal.Problem.Error.Code);
        Assert.NotNull(refusal.Problem.Detail);
        Assert.Empty(await RowsAsync());
    }
}
