namespace SyncAdmin.Core.Search;

/// <summary>Says where a search's time went.</summary>
internal sealed class SearchWatch(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, double> _steps = new(StringComparer.Ordinal);

    /// <summary>Milliseconds of each step that ended well.</summary>
    internal IReadOnlyDictionary<string, double> Steps => _steps;

    /// <summary>Milliseconds since it was made.</summary>
    internal double Elapsed => time.GetElapsedTime(_start).TotalMilliseconds;

    internal async Task<T> StepAsync<T>(string step, Func<Task<T>> work)
    {
        var start = time.GetTimestamp();
        var result = await work();
        _steps[step] = time.GetElapsedTime(start).TotalMilliseconds;
        return result;
    }
}
