using System.Threading.Channels;

namespace SyncAdmin.Core.Storage;

/// <summary>Wakes the one loop that looks at a table of the state; polling is the net beneath it.</summary>
internal class Wake
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Set() => _wake.Writer.TryWrite(true);

    /// <summary>Returns when set, at once when it was since the last time; at the latest after <paramref name="longest"/>. For one waiter.</summary>
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
