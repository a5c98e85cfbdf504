using Microsoft.Extensions.Hosting;

namespace SyncAdmin.Core.Storage;

/// <summary>
/// Work on the state that a process does again and again while it runs. A round that fails is said (see <see cref="LastingFailure"/>) and does not end the rounds: a database
/// that is away for a minute must not silence them for ever. What is left when the process ends is done after the next start.
/// </summary>
/// <param name="interval">Between the beginnings of two rounds; the first one begins after it.</param>
/// <param name="time">Measures it.</param>
internal abstract class PeriodicWork(TimeSpan interval, TimeProvider time) : BackgroundService
{
    private readonly LastingFailure _failure = new(time);

    /// <summary>True: the first round begins at once, not after the interval.</summary>
    protected virtual bool BeginsAtOnce => false;

    /// <summary>One round.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    /// <summary>Says that a round failed. The exception comes along only where its cause does not tell all.</summary>
    protected abstract void TellFailure(string cause, Exception? exception);

    /// <summary>A round succeeded after so many that failed.</summary>
    protected virtual void TellSuccess(int failures)
    {
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(interval, time);
        try
        {
            if (BeginsAtOnce)
            {
                await TryAsync(stoppingToken);
            }

            while (await tick.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WorkAsync(stoppingToken);
            if (_failure.End() is > 0 and var failures)
            {
                TellSuccess(failures);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            if (_failure.Begin(exception) is var (cause, unforeseen))
            {
                TellFailure(cause, unforeseen);
            }
        }
    }
}
