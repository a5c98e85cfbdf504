using System.Threading.Channels;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>
/// reader → plan → embed → write → commit. Stages run concurrently with back-pressure; batches overtake each other on the way and are
/// committed strictly in read order. A batch that fails stops the scan, but only after everything before it is committed: what was paid
/// for is kept. Being cancelled drops what is not committed. Each stage catches everything: a failure must reach the committer, with its
/// batch or through the channel, or the committer would wait for ever.
/// </summary>
internal sealed class ScanPipeline(ScanStages stages, ScanLimits limits, TimeProvider time)
{
    private readonly InFlightBudget _inFlight = new(limits.InFlightBatches, limits.InFlightBytes);
    private readonly Channel<SourcePage> _pages = Channel.CreateUnbounded<SourcePage>();

    // Bounded by the budget, not by the channels: so no stage can block another one that holds the batch the committer waits for.
    private readonly Channel<Batch> _toEmbed = Channel.CreateUnbounded<Batch>();
    private readonly Channel<Batch> _toWrite = Channel.CreateUnbounded<Batch>();
    private readonly Channel<Batch> _inOrder = Channel.CreateUnbounded<Batch>();

    /// <summary>The most batches that were in flight at once.</summary>
    internal int PeakInFlight => _inFlight.Peak;

    /// <summary>Returns when the source was read to its end and everything is committed.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // One page is read while the one before it is planned, and no more: thousands of rows that wait would be carried along by every collection.
        using var wanted = new SemaphoreSlim(1);
        var reading = Task.Run(() => ReadAsync(wanted, stop.Token), CancellationToken.None);
        var planning = Task.Run(() => PlanAsync(wanted, stop.Token), CancellationToken.None);
        var embedding = Enumerable.Range(0, limits.EmbedCalls).Select(_ => Task.Run(() => EmbedAsync(stop.Token), CancellationToken.None)).ToArray();
        var closing = CloseWhenEmbeddedAsync([planning, .. embedding]);
        var writing = Enumerable.Range(0, limits.WriteCalls).Select(_ => Task.Run(() => WriteAsync(stop.Token), CancellationToken.None)).ToArray();
        try
        {
            await new OrderedCommit(_inOrder.Reader, _inFlight, stages.Commit, limits, time).RunAsync(cancellationToken);
        }
        finally
        {
            // None of these throws (see above).
            await stop.CancelAsync();
            await Task.WhenAll([reading, planning, closing, .. embedding, .. writing]);
        }
    }

    private async Task ReadAsync(SemaphoreSlim wanted, CancellationToken cancellationToken)
    {
        try
        {
            await wanted.WaitAsync(cancellationToken);
            await foreach (var page in stages.Read(cancellationToken).WithCancellation(cancellationToken))
            {
                SyncFaults.Hit("after-read");
                _pages.Writer.TryWrite(page);
                await wanted.WaitAsync(cancellationToken);
            }

            _pages.Writer.Complete();
        }
        catch (Exception exception)
        {
            _pages.Writer.Complete(StageException.IsFailure(exception, cancellationToken) ? new StageException(PipelineStage.Source, exception) : exception);
        }
    }

    private async Task PlanAsync(SemaphoreSlim wanted, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var page in _pages.Reader.ReadAllAsync(cancellationToken))
            {
                wanted.Release();
                await foreach (var batch in stages.Plan(page, cancellationToken).WithCancellation(cancellationToken))
                {
                    await _inFlight.EnterAsync(batch.Bytes, cancellationToken);
                    Route(batch);
                    _inOrder.Writer.TryWrite(batch);
                }
            }

            _inOrder.Writer.Complete();
        }
        catch (Exception exception)
        {
            _inOrder.Writer.Complete(exception);
        }

        _toEmbed.Writer.Complete();
    }

    private void Route(Batch batch)
    {
        if (batch.HasTexts)
        {
            _toEmbed.Writer.TryWrite(batch);
        }
        else if (batch.HasPoints)
        {
            _toWrite.Writer.TryWrite(batch);
        }
        else
        {
            batch.Finish();
        }
    }

    private async Task EmbedAsync(CancellationToken cancellationToken)
    {
        // Not cancelled by the token: what is left in the channel is failed quickly below, so that every batch ends.
        await foreach (var batch in _toEmbed.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                await stages.Embed(batch, cancellationToken);
                _toWrite.Writer.TryWrite(batch);
            }
            catch (Exception exception)
            {
                batch.Fail(exception);
            }
        }
    }

    private async Task CloseWhenEmbeddedAsync(Task[] producers)
    {
        await Task.WhenAll(producers);
        _toWrite.Writer.Complete();
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (await _toWrite.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var group = new List<Batch>();
            for (var points = 0; points < limits.WritePoints && _toWrite.Reader.TryRead(out var batch); points += batch.Writes)
            {
                group.Add(batch);
            }

            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                await stages.Write(group, cancellationToken);
                group.ForEach(batch => batch.Finish());
            }
            catch (Exception exception)
            {
                group.ForEach(batch => batch.Fail(exception));
            }
        }
    }
}
