using System.Threading.Channels;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Drains finished batches in read order and commits them in groups: a commit per 100 rows would be thousands of fsyncs.</summary>
internal sealed class OrderedCommit(
    ChannelReader<Batch> inOrder,
    InFlightBudget inFlight,
    Func<IReadOnlyList<Batch>, CancellationToken, Task> commit,
    ScanLimits limits,
    TimeProvider time)
{
    // Half of what may be in flight: while one half is committed, the other half is being made.
    private readonly int _mostBatches = Math.Max(1, limits.InFlightBatches / 2);
    private readonly long _mostBytes = limits.InFlightBytes / 2;

    /// <summary>Ends with the failure of the first batch that failed, after everything before it is committed.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        Batch? next = null;
        while (next is not null || await inOrder.WaitToReadAsync(cancellationToken))
        {
            if (next is null && !inOrder.TryRead(out next))
            {
                continue;
            }

            await next.Finished.WaitAsync(cancellationToken);
            (var group, next) = await GatherAsync(next, cancellationToken);
            await commit(group, cancellationToken);
            foreach (var batch in group)
            {
                inFlight.Leave(batch.Bytes);
            }
        }
    }

    /// <summary>The group, and the batch after it when that one has been taken already.</summary>
    private async Task<(List<Batch> Group, Batch? Next)> GatherAsync(Batch first, CancellationToken cancellationToken)
    {
        var (group, rows, bytes) = (new List<Batch> { first }, first.Writes, first.Bytes);
        using var enough = new CancellationTokenSource(limits.CommitWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enough.Token);
        while (rows < limits.CommitRows && group.Count < _mostBatches && bytes < _mostBytes)
        {
            Batch? next = null;
            try
            {
                if (!inOrder.TryRead(out next) && (!await inOrder.WaitToReadAsync(either.Token) || !inOrder.TryRead(out next)))
                {
                    return (group, null);
                }

                await next.Finished.WaitAsync(either.Token);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Waited long enough, or the next one (or its reading) failed: commit what there is. The failure comes up again in the next round.
                return (group, next);
            }

            if (rows + next.Writes > limits.CommitRows)
            {
                return (group, next);
            }

            group.Add(next);
            rows += next.Writes;
            bytes += next.Bytes;
        }

        return (group, null);
    }
}
