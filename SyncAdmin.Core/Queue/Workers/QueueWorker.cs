using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Workers;

/// <summary>
/// Works off one queue: reads as many messages as it has free handlers, and has each handled on a task of its own. A stop ends the reading at once; handlers may go on for
/// <see cref="QueueOptions.StopTimeoutSeconds"/>, then their tokens are cancelled, and what gives up by that is given back. A handler that goes on regardless
/// keeps its lease, which ends by itself: so no other gets the message while it still runs.
/// </summary>
internal sealed class QueueWorker : BackgroundService, IHostedLifecycleService
{
    /// <summary>What handlers have to give up, and the queue to be told.</summary>
    internal static readonly TimeSpan GiveUpTime = TimeSpan.FromSeconds(5);
    private readonly QueueDefinition _definition;
    private readonly DurableQueue _queue;
    private readonly QueueSignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QueueOptions _options;
    private readonly MessageRunner _runner;
    private readonly HandlerSlots _slots;
    private readonly Backoff _backoff;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _giveUp;
    private readonly CancellationTokenSource _abort;
    private Problem? _problem;

    internal QueueWorker(
        QueueDefinition definition,
        Func<IServiceProvider, IMessageHandler> handler,
        DurableQueue queue,
        QueueSignal signal,
        IServiceScopeFactory scopes,
        IOptions<QueueOptions> options,
        TimeProvider time,
        ILogger<QueueWorker> logger)
    {
        (_definition, _queue, _signal, _time, _logger, _options) = (definition, queue, signal, time, logger, options.Value);
        _runner = new MessageRunner(queue, signal, scopes, handler, time, logger);
        _slots = new HandlerSlots(definition.Concurrency);
        _backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), time, Backoff.RandomShare);
        _giveUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    /// <summary>How it is.</summary>
    internal QueueWorkerState State => new(
        _definition.Name,
        _definition.Concurrency,
        _slots.Active,
        _slots.Abandoned,
        _slots.Stuck ? new Problem(ErrorCatalog.QueueHandlersHang, $"{_slots.Abandoned} handlers of the queue {_definition.Name} hang beyond their leases; no message is read.") : Volatile.Read(ref _problem));

    /// <summary>All workers of a process begin to stop here, so that they wait for their handlers side by side and not one after the other.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _giveUp.CancelAfter(TimeSpan.FromSeconds(_options.StopTimeoutSeconds));
        _abort.CancelAfter(TimeSpan.FromSeconds(_options.StopTimeoutSeconds) + GiveUpTime);
        if (_slots.Active is > 0 and var active)
        {
            _logger.WorkerStops(_definition.Name, active, TimeSpan.FromSeconds(_options.StopTimeoutSeconds));
        }

        await _stopping.CancelAsync();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_stopping.IsCancellationRequested)
        {
            await StoppingAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Dispose()
    {
        base.Dispose();
        _stopping.Dispose();
        _giveUp.Dispose();
        _abort.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _logger.WorkerStarted(_definition.Name, _definition.Concurrency, _definition.Visibility);
        await ReadUntilStoppedAsync();
        await _slots.IdleAsync(_abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _logger.WorkerStopped(_definition.Name, _slots.Active);
    }

    private async Task ReadUntilStoppedAsync()
    {
        var stopping = _stopping.Token;
        var registered = false;
        var failure = new LastingFailure(_time);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!registered)
                {
                    await _queue.RegisterAsync(_definition.Name, stopping);
                    registered = true;
                }

                var free = Math.Min(await _slots.FreeAsync(stopping), QueueLimits.Batch);
                var full = await ReadAsync(free) == free;
                if (failure.End() is > 0 and var failures)
                {
                    _logger.ReadAgain(_definition.Name, failures);
                    _problem = null;
                }

                if (!full)
                {
                    await _signal.WaitAsync(_definition.Name, TimeSpan.FromMilliseconds(_options.PollIntervalMs), stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The boundary of the loop: a database that is away for a while must not end the worker for ever.
                var wait = _backoff.Delay(Math.Min(failure.Count, 10), retryAfter: null);
                _problem = LastingFailure.ProblemOf(exception) ?? new Problem(ErrorCatalog.StateUnavailable, $"The queue {_definition.Name} can't be read: {exception.GetType().Name}.");
                if (failure.Begin(exception) is var (cause, unforeseen))
                {
                    _logger.ReadFailed(unforeseen, _definition.Name, cause);
                }

                await Task.Delay(wait, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> ReadAsync(int free)
    {
        // Not cancelled by the stop: what the database leased meanwhile would be nobody's until the lease ends.
        var asked = _time.GetTimestamp();
        var messages = await _queue.ReadAsync(_definition.Name, free, _definition.Visibility, _abort.Token);
        foreach (var message in messages)
        {
            _slots.Take();
            _ = HoldSlotAsync(new MessageLease(_queue, message, asked, _definition.Visibility, _time, _giveUp.Token));
        }

        return messages.Count;
    }

    /// <summary>One message in a slot, until its handling or its lease ends; never throws.</summary>
    private async Task HoldSlotAsync(MessageLease lease)
    {
        await using (lease)
        {
            // A task of its own: a handler that blocks its thread must not hold up the loop. What was read while the stop began is not begun.
            var handling = Task.Run(
                () => _stopping.IsCancellationRequested ? _runner.GiveBackAsync(lease, _abort.Token) : _runner.RunAsync(lease, _giveUp.Token, _abort.Token),
                CancellationToken.None);
            await Task.WhenAny(handling, lease.EndedAsync());
            var abandoned = !handling.IsCompleted;
            if (abandoned)
            {
                _slots.Abandon();
                _logger.LeaseEnded(_definition.Name, lease.Message.Receipt.Id, lease.Message.Try);
                if (_slots.Stuck)
                {
                    _logger.HandlersHang(_definition.Name, _slots.Abandoned);
                }

                await handling;
            }

            _slots.Free(abandoned);
        }
    }
}
