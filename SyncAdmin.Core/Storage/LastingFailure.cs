using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>
/// A loop that fails again and again, for as long as the database is away. It is said when it begins, when its cause changes, once a minute while it lasts, and when it is over:
/// said each time, it would hide everything else in the log. For one caller.
/// </summary>
internal sealed class LastingFailure(TimeProvider time)
{
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);
    private long _saidAt;
    private string? _said;

    /// <summary>Failures since the last success.</summary>
    internal int Count { get; private set; }

    /// <summary>One more. Null: said already, and nothing is new. The exception comes along only where its cause does not tell all.</summary>
    internal (string Cause, Exception? Exception)? Begin(Exception exception)
    {
        Count++;
        var problem = ProblemOf(exception);
        var cause = problem is null ? $"{exception.GetType().Name}: {exception.Message}" : $"{problem.Code}: {problem.Detail}";
        if (cause == _said && time.GetElapsedTime(_saidAt) < Reminder)
        {
            return null;
        }

        (_said, _saidAt) = (cause, time.GetTimestamp());
        return (cause, problem is null ? exception : null);
    }

    /// <summary>It works.</summary>
    /// <returns>How often it had failed; 0: it had not.</returns>
    internal int End()
    {
        var failures = Count;
        (Count, _said) = (0, null);
        return failures;
    }

    /// <summary>What the exception says about the state database; null: it is about something else.</summary>
    internal static Problem? ProblemOf(Exception exception) => (exception as ProblemException)?.Problem ?? StateFailure.ProblemOf(exception);
}
