using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Tests.Sync.Model;

/// <content>Engines at work, and what happens meanwhile.</content>
internal sealed partial class SyncPlay
{
    /// <summary>Longer than what is not held up takes.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(15);

    private async Task WorkAsync(SyncStep.Work work)
    {
        (_calls, _meanwhile) = (0, [.. work.Meanwhile]);
        try
        {
            await DriveAsync();
        }
        finally
        {
            _meanwhile = [];
        }

        if (_engine.Dead)
        {
            await KillAsync();
        }
    }

    /// <summary>Until the engine has no more to do now, or is dead.</summary>
    private async Task DriveAsync()
    {
        for (var round = 0; round < 50; round++)
        {
            var work = new List<Task>();
            try
            {
                await _engine.PutBackAsync();
                foreach (var lane in (JobLane[])[JobLane.Records, JobLane.Scan])
                {
                    while (await _engine.ClaimAsync(lane, _datasource.Id, Ended) is { } run)
                    {
                        work.Add(run);
                        _running.Add(run);
                    }
                }
            }
            catch (Exception exception) when (exception is LeaseLostException or ProblemException)
            {
                _log.Enqueue($"    {exception.GetType().Name} in the dispatcher"); // The boundary of its loop.
                if (_engine.Dead)
                {
                    await Task.WhenAll(_running);
                    return;
                }
            }

            await Task.WhenAll(work);
            await WatchAsync();
            if (work.Count == 0 && round > 0)
            {
                await Task.WhenAll(_running);
                return;
            }
        }

        Same("never idle", actual: true, expected: false);
    }

    private async Task CrossAsync(ModelEngine engine, string what)
    {
        if (_meanwhile.Count == 0)
        {
            return;
        }

        var call = Interlocked.Increment(ref _calls);
        foreach (var (_, step) in _meanwhile.Where(one => one.Call == call))
        {
            _log.Enqueue($"    at {call}, {what}: {step}");
            switch (step)
            {
                case SyncStep.Kill:
                    Interlocked.Increment(ref _disturbed);
                    _engine.Dead = true;
                    engine.ThrowIfDead();
                    break;
                case SyncStep.Steal:
                    await StealAsync();
                    break;
                case SyncStep.Fault fault:
                    Interlocked.Increment(ref _disturbed);
                    throw Failure(what, fault.Lasting);
                case SyncStep.Deliver:
                    await PlayAsync(step);
                    await BesideAsync(engine);
                    break;
                default:
                    await PlayAsync(step);
                    break;
            }
        }
    }

    /// <summary>A records job beside what is at a call just now; it may have to wait for that.</summary>
    private async Task BesideAsync(ModelEngine engine)
    {
        var beside = RunAsync();
        _running.Add(beside);
        await Task.WhenAny(beside, Task.Delay(Short));

        async Task RunAsync()
        {
            try
            {
                if (await engine.ClaimAsync(JobLane.Records, _datasource.Id, Ended) is { } run)
                {
                    await run;
                }
            }
            catch (Exception exception) when (exception is LeaseLostException or ProblemException)
            {
                _log.Enqueue($"    {exception.GetType().Name} in the dispatcher");
            }
        }
    }

    /// <summary>What an attempt that did not complete has written may be in the store and not in the ledger: a full sync puts that right.</summary>
    private void Ended(ModelEngine engine, IEnumerable<Guid> written, bool completed)
    {
        foreach (var id in written)
        {
            if (completed)
            {
                _inDoubt.TryRemove(id, out _);
            }
            else
            {
                _inDoubt[id] = 0;
                if (engine.Dead)
                {
                    _byStranger[id] = 0; // What the dead had in flight is not known to anybody: healed by verify.
                }
            }
        }
    }

    private async Task StealAsync()
    {
        Interlocked.Increment(ref _disturbed);
        _house.Pass(LeaseOver);
        _engine = NewEngine();
        for (var round = 0; round < 50; round++)
        {
            await _engine.PutBackAsync();
            if ((await _engine.ClaimAsync(JobLane.Records, _datasource.Id, Ended) ?? await _engine.ClaimAsync(JobLane.Scan, _datasource.Id, Ended)) is not { } run)
            {
                return;
            }

            _running.Add(run);
            await run;
        }
    }

    private static Exception Failure(string what, bool lasting)
    {
        var seam = what.Split(' ')[0];
        if (string.Equals(seam, "provider", StringComparison.Ordinal))
        {
            return new EmbeddingException(
                new Problem(lasting ? ErrorCatalog.ModelUnreachable : ErrorCatalog.SyncUnexpected, "The provider fails."), lasting ? EmbeddingFailure.Unreachable : EmbeddingFailure.Provider);
        }

        var away = seam switch
        {
            "state" => ErrorCatalog.StateUnavailable,
            "store" => ErrorCatalog.QdrantUnreachable,
            _ => ErrorCatalog.ApiUnavailable,
        };
        return new ProblemException(new Problem(lasting ? away : ErrorCatalog.SyncUnexpected, $"The {seam} fails."));
    }
}
