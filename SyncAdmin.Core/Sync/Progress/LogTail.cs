namespace SyncAdmin.Core.Sync.Progress;

/// <summary>The last lines of a job's log, newest last.</summary>
internal sealed class LogTail
{
    private const int Length = 20;
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();

    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    internal void Add(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Length)
            {
                _lines.Dequeue();
            }
        }
    }
}
