using SyncAdmin.Core.Queue;

namespace SyncAdmin.Tests.Queue.Model;

/// <summary>What a queue promises, in the plainest way: a list, and no thought of speed or of others.</summary>
internal sealed class QueueModel
{
    private readonly List<ModelMessage> _messages = [];

    internal DateTimeOffset Now { get; set; }

    internal bool Paused { get; set; }

    internal IReadOnlyList<ModelMessage> Messages => _messages;

    internal bool AllFinished => _messages.TrueForAll(static message => message.Finished);

    /// <summary>The message that has this dedupe key.</summary>
    internal ModelMessage? Holder(string? key) => key is null ? null : _messages.Find(message => string.Equals(message.Sent.DedupeKey, key, StringComparison.Ordinal));

    internal void Send(long id, NewMessage sent) =>
        _messages.Add(new ModelMessage { Id = id, Sent = sent, Scheduled = Now + sent.Delay, VisibleAt = Now + sent.Delay });

    /// <summary>Whether none that is unfinished is ahead of it in its group.</summary>
    internal bool IsHead(ModelMessage message) => message.Sent.GroupKey is null || HeadOf(message.Sent.GroupKey) == message;

    /// <summary>What may be read now, the first first.</summary>
    internal IEnumerable<ModelMessage> Readable() => Paused
        ? []
        : _messages.Where(message => !message.Finished && message.VisibleAt <= Now && IsHead(message))
            .OrderByDescending(static message => message.Sent.Priority).ThenBy(static message => message.VisibleAt).ThenBy(static message => message.Id);

    /// <summary>Reads the first ones. Those whose last lease ended become dead letters; when there are others among them, those are the answer.</summary>
    internal List<ModelMessage> Read(int count, TimeSpan lease)
    {
        while (true)
        {
            var first = Readable().Take(count).ToList();
            var exhausted = first.FindAll(static message => message.Exhausted);
            foreach (var message in exhausted)
            {
                // The lease of the one who buries it.
                message.Attempts.Add((message.Tries, message.Lease, AttemptOutcome.Expired));
                message.Lease++;
                Finish(message, QueueMessageStatus.Failed);
            }

            if (exhausted.Count == 0 || exhausted.Count < first.Count)
            {
                var read = first.Except(exhausted).ToList();
                read.ForEach(message => Take(message, lease));
                return read;
            }
        }
    }

    internal void Take(ModelMessage message, TimeSpan lease)
    {
        if (message.Status == QueueMessageStatus.Processing)
        {
            message.Attempts.Add((message.Tries, message.Lease, AttemptOutcome.Expired));
        }

        message.Status = QueueMessageStatus.Processing;
        message.Tries++;
        message.Lease++;
        message.VisibleAt = Now + lease;
    }

    internal bool Acknowledge(Receipt receipt)
    {
        if (Held(receipt) is { } message)
        {
            Finish(message, QueueMessageStatus.Completed);
            return true;
        }

        return _messages.Exists(message => message.Status == QueueMessageStatus.Completed && Has(message, receipt));
    }

    internal FailedTry Fail(Receipt receipt, TryFailure failure)
    {
        if (Held(receipt) is not { } message)
        {
            return default;
        }

        message.Attempts.Add((message.Tries, message.Lease, AttemptOutcome.Failed));
        if (failure.Permanent || message.Tries >= message.Sent.MaxRetries)
        {
            Finish(message, QueueMessageStatus.Failed);
            return new FailedTry(Accepted: true, null);
        }

        message.Status = QueueMessageStatus.Pending;
        message.VisibleAt = Now + (failure.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(3_600, Math.Pow(2, message.Tries))));
        return new FailedTry(Accepted: true, message.VisibleAt);
    }

    internal DateTimeOffset? Extend(Receipt receipt, TimeSpan span) => Held(receipt) is { } message ? message.VisibleAt = Now + span : null;

    internal bool Release(Receipt receipt)
    {
        if (Held(receipt) is not { } message)
        {
            return false;
        }

        message.Status = QueueMessageStatus.Pending;
        message.Tries--;
        message.VisibleAt = Now;
        return true;
    }

    private static bool Has(ModelMessage message, Receipt receipt) => message.Id == receipt.Id && message.Lease == receipt.LeaseNumber;

    private ModelMessage? HeadOf(string group) => _messages.Find(message => !message.Finished && string.Equals(message.Sent.GroupKey, group, StringComparison.Ordinal));

    private ModelMessage? Held(Receipt receipt) =>
        _messages.Find(message => Has(message, receipt) && message.Status == QueueMessageStatus.Processing && message.VisibleAt > Now);

    private void Finish(ModelMessage message, QueueMessageStatus status)
    {
        message.Status = status;
        if (message.Sent.GroupKey is { } group && HeadOf(group) is { } next)
        {
            next.VisibleAt = next.Scheduled > Now ? next.Scheduled : Now;
        }
    }
}
