namespace SyncAdmin.Core.Models.Limits;

/// <summary>The meter of one process.</summary>
internal sealed class MemoryModelMeter(TimeProvider time) : IModelMeter
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next;

    private TimeSpan Now => time.GetElapsedTime(_start);

    public Task<TimeSpan> ReserveAsync(TimeSpan cost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var now = Now;
            var place = _next > now ? _next : now;
            _next = place + cost;
            return Task.FromResult(place - now);
        }
    }

    public Task AdjustAsync(TimeSpan difference, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = Now;
            _next = (_next > now ? _next : now) + difference;
        }

        return Task.CompletedTask;
    }

    public Task PauseAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var end = Now + length;
            _next = _next > end ? _next : end;
        }

        return Task.CompletedTask;
    }
}
