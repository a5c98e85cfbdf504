using System.Threading.Channels;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Wakes the dispatcher at once when this process makes, resumes or cancels a job; polling is the net beneath it.</summary>
internal sealed class SyncSignal
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Set() => _wake.Writer.TryWrite(true);

    /// <summary>Returns when set, or after <paramref name="longest"/>.</summary>
    internal async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var tick = new CancellationTokenSource(longest, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tick.Token);
        try
        {
            await _wake.Reader.ReadAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody called: time to look at the table.
        }
    }
}
