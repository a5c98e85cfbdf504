namespace SyncAdmin.Core.Sync.Progress;

/// <summary>Committed records a second over about the last ten seconds.</summary>
internal sealed class ProgressRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly Queue<(long At, long Records)> _samples = new();

    /// <summary>Null until two samples a tenth of a second apart are there.</summary>
    internal double? PerSecond
    {
        get
        {
            lock (_lock)
            {
                if (!_samples.TryPeek(out var first))
                {
                    return null;
                }

                var seconds = time.GetElapsedTime(first.At).TotalSeconds;
                return _samples.Count < 2 || seconds < 0.1 ? null : (_samples.Last().Records - first.Records) / seconds;
            }
        }
    }

    /// <summary>Says how many records are committed now.</summary>
    internal void Sample(long records)
    {
        lock (_lock)
        {
            _samples.Enqueue((time.GetTimestamp(), records));
            while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At) > Window)
            {
                _samples.Dequeue();
            }
        }
    }
}
