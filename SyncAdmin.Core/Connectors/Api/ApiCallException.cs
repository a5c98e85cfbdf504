using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>One call that failed. It never leaves the connector: callers get its problem.</summary>
internal sealed class ApiCallException(Problem problem, bool canRetry, Exception? inner = null) : Exception(problem.ToString(), inner), IFailedCall
{
    internal Problem Problem => problem;

    public bool CanRetry => canRetry;

    public TimeSpan? RetryAfter { get; init; }
}
