using Microsoft.Extensions.Options;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Queue.Sql;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue;

/// <summary>
/// Messages between parts of the application, kept in <c>sync_queue</c> of the state database. Each is handed out at least once, to one reader at a time, and is never lost: a
/// reader leases it, and one who does not answer before the lease ends loses it to the next. What a reader says with an old receipt is refused.
/// Many processes may send and read. All times are the database's.
/// </summary>
public sealed class DurableQueue
{
    private readonly StateDatabase _database;
    private readonly QueueStore _store;
    private readonly QueueSignal _signal;
    private readonly MessageCheck _check;
    private readonly KnownQueues _known = new();
    private readonly Func<double> _chance;

    /// <param name="database">Where the messages are.</param>
    /// <param name="signal">Wakes readers once a message is there.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">For what is measured in this process only.</param>
    public DurableQueue(StateDatabase database, QueueSignal signal, IOptions<QueueOptions> options, TimeProvider time)
        : this(database, signal, options, time, Backoff.RandomShare)
    {
    }

    internal DurableQueue(StateDatabase database, QueueSignal signal, IOptions<QueueOptions> options, TimeProvider time, Func<double> chance)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_database, _signal, _chance) = (database, signal, chance);
        _store = QueueStore.Of(database, time);
        _check = new MessageCheck(options.Value.MaxPayloadBytes);
    }

    /// <summary>Sends one message, in a transaction of its own.</summary>
    /// <exception cref="Errors.ProblemException">SYNC-8501, SYNC-8502: the message can't be stored. SYNC-91xx: the database.</exception>
    public async Task<SentMessage> SendAsync(NewMessage message, CancellationToken cancellationToken) => (await SendAsync([message], cancellationToken))[0];

    /// <summary>Sends messages, all or none; at most 1,000.</summary>
    /// <returns>In the order of the messages.</returns>
    /// <exception cref="Errors.ProblemException">As <see cref="SendAsync(NewMessage, CancellationToken)"/>.</exception>
    public async Task<IReadOnlyList<SentMessage>> SendAsync(IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        _check.Check(messages);
        var queues = QueuesOf(messages);
        if (queues.All(_known.Contains) && await _store.SendAloneAsync(messages, cancellationToken) is { } sent)
        {
            Announce(queues, messages, sent);
            return sent;
        }

        return await _database.WriteRepeatedlyAsync((transaction, token) => SendAsync(transaction, messages, queues, token), cancellationToken);
    }

    /// <summary>
    /// Sends messages as part of a business write: they are there once <paramref name="transaction"/> is committed, and were never there when it is not.
    /// A group stays closed to other senders and to acknowledgements until then, so keep the transaction short, and send what it has to send in one call: that asks for
    /// groups and keys in one order for everybody.
    /// </summary>
    /// <exception cref="Errors.ProblemException">
    /// As <see cref="SendAsync(NewMessage, CancellationToken)"/>. SYNC-9105, on PostgreSQL: two transactions that sent in several calls waited for each other's groups or keys; begin this
    /// one again.
    /// </exception>
    public async Task<IReadOnlyList<SentMessage>> SendAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(messages);
        _check.Check(messages);
        return await SendAsync(transaction, messages, QueuesOf(messages), cancellationToken);
    }

    /// <summary>Makes a queue known before its first message.</summary>
    internal Task RegisterAsync(string queue, CancellationToken cancellationToken) =>
        _database.WriteAsync((transaction, token) => _store.RegisterAsync(transaction, queue, token), cancellationToken);

    /// <summary>
    /// Leases up to <paramref name="count"/> messages that are visible, higher priority first, then the longer visible; of a group only the first one that is not finished. None while
    /// the queue is paused.
    /// </summary>
    /// <param name="queue">Its name.</param>
    /// <param name="count">1 to 1,000.</param>
    /// <param name="visibility">How long the lease is, from now; at least a millisecond.</param>
    /// <param name="cancellationToken">Stops it; what was leased by then comes back when the lease ends.</param>
    /// <exception cref="Errors.ProblemException">SYNC-8501: no queue can have this name. SYNC-91xx: the database.</exception>
    public async Task<IReadOnlyList<ReceivedMessage>> ReadAsync(string queue, int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, QueueLimits.Batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(visibility, QueueLimits.ShortestLease);
        CheckSpan(visibility);
        MessageCheck.CheckName(queue);
        while (true)
        {
            var claimed = await _store.ClaimAsync(queue, count, visibility, cancellationToken);
            var exhausted = claimed.FindAll(IsExhausted);
            foreach (var message in exhausted)
            {
                await FailAsync(message.Receipt, "The lease of the last try ended without an answer: its handler hung, or its process was killed.", permanent: true, note: false, wait: null, cancellationToken);
            }

            if (exhausted.Exists(static message => message.GroupKey is not null))
            {
                _store.LookFromFront(queue); // The next of its group may be more urgent than what stands further on.
            }

            claimed.RemoveAll(IsExhausted);
            if (claimed.Count > 0 || exhausted.Count == 0)
            {
                return claimed;
            }
        }

        static bool IsExhausted(ReceivedMessage message) => message.Try > message.MaxRetries;
    }

    /// <summary>Marks a message as done.</summary>
    /// <returns>False: the receipt is stale, and nothing was changed. Saying it twice is true twice.</returns>
    public async Task<bool> AcknowledgeAsync(Receipt receipt, CancellationToken cancellationToken) =>
        (await AcknowledgeAsync([new Acknowledgement(receipt)], cancellationToken)).Count == 1;

    /// <summary>Marks messages as done; at most 1,000.</summary>
    /// <returns>The ids whose receipts were good; the others are as they were.</returns>
    public async Task<IReadOnlySet<long>> AcknowledgeAsync(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(acknowledgements);
        _check.Check(acknowledgements);
        return acknowledgements.Count == 0 ? new HashSet<long>() : await _store.CompleteAsync(acknowledgements, cancellationToken);
    }

    /// <summary>Says that a try failed: the message comes back later, or becomes a dead letter after the last.</summary>
    public Task<FailedTry> FailAsync(Receipt receipt, TryFailure failure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(failure.Error, nameof(failure));
        if (failure.RetryAfter is { } wait)
        {
            CheckSpan(wait);
        }

        return FailAsync(receipt, MessageCheck.Kept(failure.Error), failure.Permanent, note: true, failure.RetryAfter, cancellationToken);
    }

    /// <summary>Lets a lease last until <paramref name="visibility"/> from now, longer or shorter.</summary>
    /// <returns>When it ends, by the database's clock; null: the receipt is stale.</returns>
    public async Task<DateTimeOffset?> ExtendAsync(Receipt receipt, TimeSpan visibility, CancellationToken cancellationToken)
    {
        CheckSpan(visibility);
        return (await _store.ExtendAsync(receipt, visibility, cancellationToken))?.VisibleAt;
    }

    /// <summary>Gives a message back untried: it is visible at once, and the try does not count.</summary>
    /// <returns>False: the receipt is stale.</returns>
    public async Task<bool> ReleaseAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        if (await _store.ReleaseAsync(receipt, cancellationToken) is not { } ended)
        {
            return false;
        }

        _signal.Announce([ended.Queue]);
        return true;
    }

    private async Task<SentMessage[]> SendAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, string[] queues, CancellationToken cancellationToken)
    {
        foreach (var queue in queues.Where(queue => !_known.Contains(queue)))
        {
            await _store.RegisterAsync(transaction, queue, cancellationToken);
        }

        var sent = await _store.SendAsync(transaction, messages, cancellationToken);
        transaction.AfterCommit(() =>
        {
            _known.Add(queues);
            Announce(queues, messages, sent);
        });
        return sent;
    }

    private static string[] QueuesOf(IReadOnlyList<NewMessage> messages) =>
        [.. messages.Select(static message => message.Queue).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private void Announce(string[] queues, IReadOnlyList<NewMessage> messages, SentMessage[] sent)
    {
        _signal.Announce(queues);
        for (var index = 0; index < sent.Length; index++)
        {
            if (!sent[index].Duplicate)
            {
                QueueTelemetry.Sent(messages[index].Queue);
            }
        }
    }

    private static void CheckSpan(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, QueueLimits.Longest);
    }

    private async Task<FailedTry> FailAsync(Receipt receipt, string error, bool permanent, bool note, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var ended = await _store.FailAsync(
            receipt,
            [
                ("id", receipt.Id),
                ("lease", receipt.LeaseNumber),
                ("permanent", permanent ? 1 : 0),
                ("note", note ? 1 : 0),
                ("error", error),
                ("wait", wait is { } span ? (long)span.TotalMilliseconds : -1L),
                ("jitter", 1_000L + (long)(_chance() * 200)),
            ],
            cancellationToken);
        if (ended is null)
        {
            return default;
        }

        QueueTelemetry.Failed(ended.Queue, ended.Finished);
        return new FailedTry(Accepted: true, ended.Finished ? null : ended.VisibleAt);
    }
}
