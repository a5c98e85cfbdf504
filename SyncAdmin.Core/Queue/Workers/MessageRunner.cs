using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Workers;

/// <summary>One message: has it handled in a DI scope of its own, and tells the queue what came of it, until that is heard or the lease has ended.</summary>
/// <param name="handler">Makes the handler, out of the scope.</param>
internal sealed class MessageRunner(
    DurableQueue queue,
    QueueSignal signal,
    IServiceScopeFactory scopes,
    Func<IServiceProvider, IMessageHandler> handler,
    TimeProvider time,
    ILogger logger)
{
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2), time, Backoff.RandomShare);

    /// <summary>Never throws.</summary>
    /// <param name="lease">The message.</param>
    /// <param name="stop">Cancelled when handlers are to give up, because the process stops.</param>
    /// <param name="abort">Cancelled when not even the queue is to be told any more.</param>
    internal async Task RunAsync(MessageLease lease, CancellationToken stop, CancellationToken abort) =>
        await TellAsync(lease, lease.HasEnded ? new Verdict.Lost() : await HandleAsync(lease, stop), abort);

    /// <summary>Gives a message back that nobody has begun with. Never throws.</summary>
    internal Task GiveBackAsync(MessageLease lease, CancellationToken abort) => TellAsync(lease, new Verdict.GivenBack(), abort);

    private async Task TellAsync(MessageLease lease, Verdict verdict, CancellationToken abort)
    {
        var message = lease.Message;
        try
        {
            await (verdict switch
            {
                Verdict.Done done => CompleteAsync(lease, done.Result, abort),
                Verdict.Failed failed => FailAsync(lease, failed, abort),
                Verdict.GivenBack => ReleaseAsync(lease, abort),
                _ => Task.CompletedTask,
            });
        }
        catch (Exception exception)
        {
            // The boundary of one message: the lease ends by itself, and then the message comes back.
            var problem = LastingFailure.ProblemOf(exception);
            logger.AnswerLost(problem is null ? exception : null, message.Queue, message.Receipt.Id, message.Try, problem?.Detail ?? exception.Message);
        }
    }

    private static bool CannotBeStored(Exception exception) =>
        exception is ArgumentException or ProblemException { Problem.Error.Kind: ProblemKind.Invalid or ProblemKind.TooLarge };

    private static string MessageOf(Exception exception) => exception is ProblemException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";

    /// <summary>What says all that a handler knows in its message needs no stack trace at each try.</summary>
    private static Exception? Unforeseen(Exception exception) => exception is ProblemException or MessageFailedException { InnerException: null } ? null : exception;

    private async Task<Verdict> HandleAsync(MessageLease lease, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return new Verdict.Done(await handler(scope.ServiceProvider).HandleAsync(lease, lease.Token));
        }
        catch (MessageFailedException exception)
        {
            return new Verdict.Failed(exception.Failure, exception);
        }
        catch (OperationCanceledException) when (lease.HasEnded)
        {
            return new Verdict.Lost();
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Many a library answers a cancelled token with an exception of its own: that is no failure of the message.
            return new Verdict.GivenBack();
        }
        catch (Exception exception)
        {
            // The boundary to a handler's code: whatever it throws is this try's failure.
            return new Verdict.Failed(new TryFailure(MessageOf(exception)), exception);
        }
        finally
        {
            QueueTelemetry.Handled(lease.Message.Queue, time.GetElapsedTime(started));
        }
    }

    private async Task CompleteAsync(MessageLease lease, MessageResult? result, CancellationToken abort)
    {
        var message = lease.Message;
        var said = new[] { new Acknowledgement(message.Receipt, result?.Response, result?.ExternalId) };
        try
        {
            if ((await SayAsync(lease, token => queue.AcknowledgeAsync(said, token), abort)).Count == 0)
            {
                logger.LateAnswerRefused(message.Queue, message.Receipt.Id, message.Try, "done");
                return;
            }
        }
        catch (Exception exception) when (CannotBeStored(exception))
        {
            await FailAsync(lease, new Verdict.Failed(new TryFailure($"Its result can't be stored. {MessageOf(exception)}"), exception), abort);
            return;
        }

        QueueTelemetry.Completed(message.Queue);
        logger.MessageCompleted(message.Queue, message.Receipt.Id, message.Try);
        WakeNext(message);
    }

    private async Task FailAsync(MessageLease lease, Verdict.Failed verdict, CancellationToken abort)
    {
        var message = lease.Message;
        var failure = verdict.Failure.RetryAfter is { } wait
            ? verdict.Failure with { RetryAfter = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > QueueLimits.Longest ? QueueLimits.Longest : wait }
            : verdict.Failure;
        var ended = await SayAsync(lease, token => queue.FailAsync(message.Receipt, failure, token), abort);
        if (!ended.Accepted)
        {
            logger.LateAnswerRefused(message.Queue, message.Receipt.Id, message.Try, failure.Error);
        }
        else if (ended.DeadLetter)
        {
            logger.DeadLetter(Unforeseen(verdict.Cause), message.Queue, message.Receipt.Id, message.Try, failure.Error);
            WakeNext(message);
        }
        else
        {
            logger.TryFailed(Unforeseen(verdict.Cause), message.Queue, message.Receipt.Id, message.Try, ended.RetryAt, failure.Error);
        }
    }

    private async Task ReleaseAsync(MessageLease lease, CancellationToken abort)
    {
        if (await SayAsync(lease, token => queue.ReleaseAsync(lease.Message.Receipt, token), abort))
        {
            logger.MessageGivenBack(lease.Message.Queue, lease.Message.Receipt.Id, lease.Message.Try);
        }
    }

    /// <summary>The next of its group may be read now.</summary>
    private void WakeNext(ReceivedMessage message)
    {
        if (message.GroupKey is not null)
        {
            signal.Wake(message.Queue);
        }
    }

    /// <summary>Says it again as long as the lease lasts: a database that is away for a moment must not cost a try. Saying a thing twice does no harm.</summary>
    private async Task<T> SayAsync<T>(MessageLease lease, Func<CancellationToken, Task<T>> say, CancellationToken abort)
    {
        var failure = new LastingFailure(time);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await say(abort);
            }
            catch (Exception exception) when (!lease.HasEnded && !abort.IsCancellationRequested && !CannotBeStored(exception))
            {
                if (failure.Begin(exception) is var (cause, unforeseen))
                {
                    logger.AnswerRepeated(unforeseen, lease.Message.Queue, lease.Message.Receipt.Id, lease.Message.Try, cause);
                }

                await Task.Delay(_backoff.Delay(Math.Min(attempt, 10), retryAfter: null), time, abort);
            }
        }
    }
}
