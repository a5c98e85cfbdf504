namespace SyncAdmin.Core.Storage;

/// <summary>
/// Small writes of many callers that go into one transaction while they wait for their turn. SQLite has one writer: were each of two hundred a second a
/// transaction of its own, one slow fsync, or a sync's commit, would have all that came meanwhile queue up behind each other's fsyncs. PostgreSQL commits many
/// transactions by one fsync itself: there, each write is its own.
/// </summary>
internal sealed class JointWrites<TWork, TResult>(StateDatabase database, Func<StateTransaction, TWork, CancellationToken, Task<TResult>> writeAsync)
{
    /// <summary>Writes of one transaction, at most: about 10 ms.</summary>
    private const int Most = 32;

    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private bool _isLed;

    /// <summary>Committed when it returns. On SQLite it can't be cancelled: whoever waits may have to lead the others.</summary>
    /// <exception cref="Errors.ProblemException">As <see cref="StateDatabase.WriteAsync{T}"/>.</exception>
    internal Task<TResult> WriteAsync(TWork work, CancellationToken cancellationToken) =>
        database.Provider == StorageProvider.Sqlite ? JoinAsync(work) : AloneAsync(work, cancellationToken);

    private Task<TResult> AloneAsync(TWork work, CancellationToken cancellationToken) =>
        database.WriteRepeatedlyAsync((transaction, token) => writeAsync(transaction, work, token), cancellationToken);

    /// <summary>
    /// The first that waits leads: it takes its turn at the gate, and then all that wait by then along; who comes later is led by another.
    /// </summary>
    private async Task<TResult> JoinAsync(TWork work)
    {
        var mine = new Waiting(work);
        lock (_lock)
        {
            _waiting.Enqueue(mine);
            if (!_isLed)
            {
                _isLed = true;
                mine.Leads.SetResult(true);
            }
        }

        if (await mine.Leads.Task.WaitAsync(CancellationToken.None))
        {
            await LeadAsync();
        }

        return await mine.Result.Task.WaitAsync(CancellationToken.None);
    }

    private async Task LeadAsync()
    {
        IReadOnlyList<Waiting>? led = null;
        try
        {
            var results = await database.WriteAsync(
                async (transaction, token) =>
                {
                    led = Take();
                    var written = new List<TResult>(led.Count);
                    foreach (var one in led)
                    {
                        written.Add(await writeAsync(transaction, one.Work, token));
                    }

                    return written;
                },
                CancellationToken.None);
            foreach (var (one, result) in led!.Zip(results))
            {
                one.Succeed(result);
            }
        }
        catch (Exception) when (led is { Count: > 1 })
        {
            // One of several is at fault, or the commit: nothing was written, and each learns by itself.
            await EachAloneAsync(led);
        }
        catch (Exception exception)
        {
            // A boundary: each caller gets it as if it had written alone.
            foreach (var one in led ?? Take())
            {
                one.Fail(exception);
            }
        }
    }

    private async Task EachAloneAsync(IReadOnlyList<Waiting> led)
    {
        foreach (var one in led)
        {
            try
            {
                one.Succeed(await AloneAsync(one.Work, CancellationToken.None));
            }
            catch (Exception exception)
            {
                // A boundary: its caller gets it, and the next one its turn.
                one.Fail(exception);
            }
        }
    }

    /// <summary>Those that go now; of those that stay, the first leads.</summary>
    private List<Waiting> Take()
    {
        lock (_lock)
        {
            var led = new List<Waiting>(Math.Min(_waiting.Count, Most));
            while (led.Count < Most && _waiting.TryDequeue(out var one))
            {
                led.Add(one);
            }

            _isLed = _waiting.TryPeek(out var next);
            next?.Leads.SetResult(true);
            return led;
        }
    }

    private sealed record Waiting(TWork Work)
    {
        internal TaskCompletionSource<bool> Leads { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Succeed(TResult result)
        {
            Result.SetResult(result);
            Leads.TrySetResult(false);
        }

        internal void Fail(Exception exception)
        {
            Result.SetException(exception);
            Leads.TrySetResult(false);
        }
    }
}
