namespace SyncAdmin.Core.Queue;

/// <summary>How one queue is worked off, and what is kept of it. A queue that nobody defines can be sent to and read all the same.</summary>
/// <param name="Name">As in <see cref="NewMessage.Queue"/>.</param>
public sealed record QueueDefinition(string Name)
{
    /// <summary>Handlers at once in one process. 1 to 256. Default 1.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>How long a handler has before its message goes to another, unless it extends. 1 s to 12 h. Default 60 s.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Completed messages that are kept, the newest; null: all, and they are archived. At least 0.</summary>
    public int? KeepCompleted { get; init; }

    /// <summary>Dead letters that are kept, the newest; null: all. At least 0.</summary>
    public int? KeepFailed { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range; the message names it.</exception>
    /// <exception cref="Errors.ProblemException">SYNC-8501: not the name of a queue.</exception>
    internal void Check()
    {
        MessageCheck.CheckName(Name);
        CheckRange(nameof(Concurrency), Concurrency is >= 1 and <= 256, Concurrency, "1 to 256");
        CheckRange(nameof(Visibility), Visibility >= QueueLimits.ShortestVisibility && Visibility <= QueueLimits.LongestVisibility, Visibility, "1 s to 12 h");
        CheckRange(nameof(KeepCompleted), KeepCompleted is null or >= 0, KeepCompleted, "at least 0");
        CheckRange(nameof(KeepFailed), KeepFailed is null or >= 0, KeepFailed, "at least 0");
    }

    private void CheckRange(string name, bool good, object? value, string range)
    {
        if (!good)
        {
            throw new ArgumentException($"The queue {Name}: {name} is {value}; it goes: {range}.", name);
        }
    }
}
