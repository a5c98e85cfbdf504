using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue.Administration;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.Queues;

/// <summary>What people do to queues, each act committed with its entry in the audit log. (The queue knows nobody: Access is its neighbour.)</summary>
internal sealed class QueueActions(StateDatabase database, QueueAdministration administration, AuditLog audit)
{
    /// <summary>Idempotent; an entry only where something changed.</summary>
    internal async Task<Outcome<QueueView>> PauseAsync(string queue, Caller caller, CancellationToken cancellationToken) =>
        await QueueAsync(queue, "queue.pause", caller, (transaction, token) => administration.PauseAsync(transaction, queue, caller.Actor.ToString(), token), cancellationToken);

    /// <summary>Idempotent; an entry only where something changed.</summary>
    internal async Task<Outcome<QueueView>> ResumeAsync(string queue, Caller caller, CancellationToken cancellationToken) =>
        await QueueAsync(queue, "queue.resume", caller, (transaction, token) => administration.ResumeAsync(transaction, queue, token), cancellationToken);

    internal async Task<Outcome<MessageDetails>> RetryNowAsync(string queue, long id, Caller caller, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(
            async (transaction, token) =>
            {
                var retried = await administration.RetryNowAsync(transaction, queue, id, token);
                if (retried is { Succeeded: true, Value: true })
                {
                    audit.Add(transaction, caller.Actor, "queue.retry", "queue", queue, null, new { MessageId = id }, caller.CorrelationId);
                }

                return retried;
            },
            cancellationToken);
        return outcome.Succeeded ? await administration.FindMessageAsync(queue, id, cancellationToken) : outcome.Problem;
    }

    /// <summary>The entry keeps the message's labels, not its payload.</summary>
    internal Task<Outcome<MessageView>> DeleteAsync(string queue, long id, Caller caller, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            var deleted = await administration.DeleteAsync(transaction, queue, id, token);
            if (deleted.Succeeded)
            {
                audit.Add(transaction, caller.Actor, "queue.delete", "queue", queue, deleted.Value with { PayloadStart = "" }, null, caller.CorrelationId);
            }

            return deleted;
        },
        cancellationToken);

    internal Task<Outcome<long>> ReplayAsync(string queue, MessageFilter filter, Caller caller, CancellationToken cancellationToken) =>
        administration.ReplayAsync(queue, filter, Noting("queue.replay", queue, filter, caller), cancellationToken);

    internal Task<Outcome<long>> DeleteAsync(string queue, MessageFilter filter, Caller caller, CancellationToken cancellationToken) =>
        administration.DeleteAsync(queue, filter, Noting("queue.delete", queue, filter, caller), cancellationToken);

    /// <summary>An entry with the first messages that change, so that an act which is broken off is known too, and one with the number at the end.</summary>
    private Action<StateTransaction, BatchProgress> Noting(string action, string queue, MessageFilter filter, Caller caller)
    {
        var begun = false;
        return (transaction, progress) =>
        {
            if (progress.Changed > 0 && (progress.Last || !begun))
            {
                begun = true;
                audit.Add(transaction, caller.Actor, action, "queue", queue, null, new { Filter = filter, Messages = progress.Changed, Done = progress.Last }, caller.CorrelationId);
            }
        };
    }

    private async Task<Outcome<QueueView>> QueueAsync(
        string queue,
        string action,
        Caller caller,
        Func<StateTransaction, CancellationToken, Task<Outcome<bool>>> act,
        CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(
            async (transaction, token) =>
            {
                var changed = await act(transaction, token);
                if (changed is { Succeeded: true, Value: true })
                {
                    audit.Add(transaction, caller.Actor, action, "queue", queue, null, null, caller.CorrelationId);
                }

                return changed;
            },
            cancellationToken);
        return outcome.Succeeded ? await administration.GetAsync(queue, cancellationToken) : outcome.Problem;
    }
}
