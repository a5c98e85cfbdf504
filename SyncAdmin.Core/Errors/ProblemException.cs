namespace SyncAdmin.Core.Errors;

/// <summary>Carries a <see cref="Problem"/> through code that can't return one: a stream being read, a pipeline stage. Derived where the caller needs to know more.</summary>
public class ProblemException : Exception
{
    /// <summary>Wraps a problem, and what caused it.</summary>
    public ProblemException(Problem problem, Exception? inner = null)
        : base(problem?.ToString(), inner)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>What happened.</summary>
    public Problem Problem { get; }
}
