using System.Text;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Queue;
using SyncAdmin.Tests.Models;

namespace SyncAdmin.Tests.Queue.Model;

/// <summary>Plays a plan to a real queue and to the model, and compares every answer and in the end every row.</summary>
/// <param name="house">Where the real queue is.</param>
/// <param name="readerTime">
/// The reader's own clock. On PostgreSQL one whose clock hardly moves goes on where it was, and then only what it is given is promised, not the order. Null: each read
/// looks at the whole queue.
/// </param>
internal sealed class QueuePlay(QueueHouse house, TimeProvider? readerTime)
{
    private const int LongestDrain = 300;
    private readonly SteppedTime _time = new();
    private readonly QueueModel _model = new() { Now = QueueHouse.Start };
    private readonly List<Receipt> _receipts = [];
    private readonly StringBuilder _log = new();
    private readonly string _name = QueueHouse.NewName();
    private DurableQueue _queue = null!;

    /// <exception cref="InvalidOperationException">The queue did something else than the model.</exception>
    internal async Task RunAsync(QueuePlan plan)
    {
        house.Now = _model.Now;
        _queue = QueueHouse.Open(house.Database, readerTime ?? _time);
        foreach (var step in plan.Steps)
        {
            await PlayAsync(step);
        }

        await CompareRowsAsync();
        _log.AppendLine("and then, until all is done:");
        await PlayAsync(new QueueStep.Resume());
        for (var round = 0; !_model.AllFinished; round++)
        {
            Same("never done", round > LongestDrain, expected: false);
            await PlayAsync(new QueueStep.Pass(3_600));
            await PlayAsync(new QueueStep.Read(50, 30));
            await PlayAsync(new QueueStep.AcknowledgeAll());
        }

        await CompareRowsAsync();
    }

    private async Task PlayAsync(QueueStep step)
    {
        _log.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  {step}");
        switch (step)
        {
            case QueueStep.Send send:
                await SendAsync(send);
                break;
            case QueueStep.Read read:
                await ReadAsync(read.Count, TimeSpan.FromSeconds(read.LeaseSeconds));
                break;
            case QueueStep.Acknowledge one when Find(one.Back, one.Off) is { } receipt:
                Same("acknowledged", await _queue.AcknowledgeAsync(receipt, CancellationToken.None), _model.Acknowledge(receipt));
                break;
            case QueueStep.AcknowledgeAll:
                await AcknowledgeAllAsync();
                break;
            case QueueStep.Fail fail when Find(fail.Back, fail.Off) is { } receipt:
                Same("failed", await _queue.FailAsync(receipt, fail.Failure, CancellationToken.None), _model.Fail(receipt, fail.Failure));
                break;
            case QueueStep.Extend extend when Find(extend.Back, extend.Off) is { } receipt:
                var span = TimeSpan.FromSeconds(extend.Seconds);
                Same("extended", await _queue.ExtendAsync(receipt, span, CancellationToken.None), _model.Extend(receipt, span));
                break;
            case QueueStep.Release release when Find(release.Back, release.Off) is { } receipt:
                Same("released", await _queue.ReleaseAsync(receipt, CancellationToken.None), _model.Release(receipt));
                break;
            case QueueStep.Pass pass:
                house.Now = _model.Now += TimeSpan.FromSeconds(pass.Seconds);
                break;
            case QueueStep.Crash:
                _receipts.Clear();
                break;
            case QueueStep.Pause or QueueStep.Resume:
                await PauseAsync(step is QueueStep.Pause);
                break;
        }
    }

    private async Task SendAsync(QueueStep.Send send)
    {
        var message = new NewMessage(_name, $"{_model.Messages.Count}")
        {
            Priority = send.Priority,
            Delay = TimeSpan.FromSeconds(send.DelaySeconds),
            GroupKey = send.Group == 0 ? null : $"g{send.Group}",
            DedupeKey = send.Key == 0 ? null : $"d{send.Key}",
            MaxRetries = send.Tries,
        };
        var sent = await _queue.SendAsync(message, CancellationToken.None);
        if (_model.Holder(message.DedupeKey) is { } first)
        {
            Same("sent", sent, new SentMessage(first.Id, Duplicate: true));
            return;
        }

        Same("is a duplicate", sent.Duplicate, expected: false);
        Same("has a higher id than those before", _model.Messages.All(message => message.Id < sent.Id), expected: true);
        _model.Send(sent.Id, message);
    }

    private async Task ReadAsync(int count, TimeSpan lease)
    {
        QueueHouse.LookAfresh(_time);
        var read = await _queue.ReadAsync(_name, count, lease, CancellationToken.None);
        if (readerTime is not null)
        {
            var readable = _model.Readable().ToList();
            Same("read anything", read.Count > 0, readable.Count > 0);
            var given = readable.FindAll(message => read.Any(one => one.Receipt.Id == message.Id));
            Same("read what may be read", given.Count, read.Count);
            given.ForEach(message => _model.Take(message, lease));
            Same("with the receipts", Ordered(read.Select(static one => one.Receipt)), Ordered(given.Select(static one => new Receipt(one.Id, one.Lease))));
        }
        else
        {
            Same(
                "read",
                string.Join(", ", read.Select(static one => $"{one.Payload} as {one.Receipt}, try {one.Try}, until {one.VisibleAt:T}")),
                string.Join(", ", _model.Read(count, lease).Select(static one => $"{one.Sent.Payload} as {one.Id}-{one.Lease}, try {one.Tries}, until {one.VisibleAt:T}")));
        }

        _receipts.AddRange(read.Select(static message => message.Receipt));
    }

    private async Task AcknowledgeAllAsync()
    {
        // The same message may be there by several leases; one call names each lease once.
        var accepted = await _queue.AcknowledgeAsync([.. _receipts.Select(static receipt => new Acknowledgement(receipt))], CancellationToken.None);
        Same("acknowledged", string.Join(' ', accepted.Order()), string.Join(' ', _receipts.Where(_model.Acknowledge).Select(static receipt => receipt.Id).Distinct().Order()));
    }

    private Task<int> PauseAsync(bool pause)
    {
        _model.Paused = pause;
        return house.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync(
                $"INSERT INTO sync_queues (name, created_at, paused_at) VALUES (@name, @now, {(pause ? "@now" : "NULL")}) ON CONFLICT (name) DO UPDATE SET paused_at = excluded.paused_at",
                token,
                ("name", _name),
                ("now", _model.Now)),
            CancellationToken.None);
    }

    private async Task CompareRowsAsync()
    {
        await using var context = house.Database.Read();
        var rows = await context.Set<QueueRow>().Where(row => row.Queue == _name).OrderBy(row => row.Id).ToListAsync();
        Same(
            "rows",
            Lines(rows.Select(static row => (row.Id, row.Status, row.RetryCount, row.LeaseNumber, row.VisibleAt,
                string.Join(' ', MessageAttempts.Parse(row.Attempts).Select(static attempt => (attempt.Try, attempt.LeaseNumber, attempt.Outcome)))))),
            Lines(_model.Messages.Select(message => (message.Id, message.Status, message.Tries, message.Lease, message.Finished || !_model.IsHead(message) ? null : (DateTimeOffset?)message.VisibleAt,
                string.Join(' ', message.Attempts.TakeLast(50))))));
    }

    private Receipt? Find(int back, int off) =>
        _receipts.Count == 0 ? null : _receipts[^((back % _receipts.Count) + 1)] is var receipt ? receipt with { LeaseNumber = receipt.LeaseNumber + off } : null;

    private static string Lines<T>(IEnumerable<T> items) => string.Join("\n    ", items);

    private static string Ordered(IEnumerable<Receipt> receipts) => string.Join(' ', receipts.OrderBy(static receipt => receipt.Id));

    private void Same<T>(string what, T actual, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            throw new InvalidOperationException($"{what}: the queue says\n    {actual}\nand the model says\n    {expected}\nafter\n{_log}");
        }
    }
}
