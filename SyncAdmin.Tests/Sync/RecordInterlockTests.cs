using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>Who may work on which record, of a scan and a records job.</summary>
public sealed class RecordInterlockTests
{
    private readonly SteppedTime _time = new();
    private readonly RecordInterlock _interlock;

    public RecordInterlockTests() => _interlock = new RecordInterlock(_time);

    [Fact]
    public async Task Whoever_asks_for_keys_gets_all_at_once_or_waits()
    {
        var first = await _interlock.HoldAsync(["a", "b"], CancellationToken.None);
        var second = _interlock.HoldAsync(["b", "c"], CancellationToken.None);
        using var third = await _interlock.HoldAsync(["c"], CancellationToken.None);
        first.Dispose();
        Assert.False(second.IsCompleted);

        third.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nothing()
    {
        var first = await _interlock.HoldAsync(["a"], CancellationToken.None);
        using var patience = new CancellationTokenSource();
        var second = Assert.ThrowsAnyAsync<OperationCanceledException>(() => _interlock.HoldAsync(["a", "b"], patience.Token));
        await patience.CancelAsync();
        await second;

        (await _interlock.HoldAsync(["b"], CancellationToken.None)).Dispose();
        first.Dispose();
        (await _interlock.HoldAsync(["a"], CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task A_row_whose_record_is_held_is_dropped_before_it_is_written()
    {
        _interlock.ScanBegins();
        using var held = await _interlock.HoldAsync(["2"], CancellationToken.None);
        var batch = Read(1, 2, 3);

        _interlock.BeginWrite([batch]);

        Assert.Equal(["1", "3"], Keys(batch));
        Assert.Equal([new SourceKey([2L])], _interlock.TakeDropped());
        Assert.Empty(_interlock.TakeDropped());
    }

    [Fact]
    public async Task A_row_that_was_read_before_its_record_was_finished_is_dropped_and_one_read_after_it_is_not()
    {
        _interlock.ScanBegins();
        var before = Read(1, 2);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _interlock.HoldAsync(["2"], CancellationToken.None)).Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));
        var after = Read(2, 3);

        _interlock.BeginWrite([before, after]);

        Assert.Equal(["1"], Keys(before));
        Assert.Equal(["2", "3"], Keys(after));
    }

    [Fact]
    public async Task Whoever_asks_for_a_record_that_the_scan_is_writing_waits_for_its_commit()
    {
        _interlock.ScanBegins();
        var batch = Read(1, 2);
        _interlock.BeginWrite([batch]);
        var asked = _interlock.HoldAsync(["2"], CancellationToken.None);
        using var other = await _interlock.HoldAsync(["3"], CancellationToken.None);
        Assert.False(asked.IsCompleted);

        _interlock.Committed([batch]);
        (await asked).Dispose();
    }

    [Fact]
    public async Task Nobody_waits_for_a_scan_that_has_ended()
    {
        _interlock.ScanBegins();
        _interlock.BeginWrite([Read(1)]);
        var asked = _interlock.HoldAsync(["1"], CancellationToken.None);

        _interlock.ScanEnds();

        (await asked).Dispose();
    }

    [Fact]
    public async Task What_was_finished_is_forgotten_when_only_younger_rows_can_come()
    {
        _interlock.ScanBegins();
        (await _interlock.HoldAsync(["1"], CancellationToken.None)).Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));
        var batch = Read(5);
        _interlock.BeginWrite([batch]);
        _interlock.Committed([batch]);

        Assert.Equal(0, _interlock.Remembered);
    }

    private static RecordMapper Mapper { get; } = RecordMapper.Create(new RecordMapping(Guid.Empty, """{"code":"code"}""", """["code"]""", null, ["id"], "code")).Required();

    private Batch Read(params long[] ids) => new()
    {
        Number = 0,
        StatementStarted = _time.GetTimestamp(),
        ToEmbed = [.. ids.Select(static id => new PlannedRecord(
            new MappedRecord(new SourceKey([id]), $"{id}", $"C{id}", Guid.Empty, "text", "{}"u8.ToArray(), default, default), Mapper, [], []))],
    };

    private static IEnumerable<string> Keys(Batch batch) => batch.ToEmbed.Select(static planned => planned.Record.RecordKey);
}
