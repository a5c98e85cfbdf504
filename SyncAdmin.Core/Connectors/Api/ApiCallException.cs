using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>One call that failed. It never leaves the connector: callers get its problem.</summary>
internal sealed class ApiCallException(Problem problem, bool canRetry, Exception? inner = null) : Exception(problem.ToString(), inner)
{
    internal Problem Problem => problem;

    /// <summary>The same call may succeed in a moment.</summary>
    internal bool CanRetry => canRetry;

    /// <summary>What the API asked for (<c>Retry-After</c>).</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
