using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Stops a job when more than the allowed share of its records failed. Counts this attempt only: who mends the cause and resumes starts afresh.</summary>
internal sealed class ErrorBudget(double share, int after)
{
    private readonly Dictionary<string, (Problem First, int Count)> _causes = new(StringComparer.Ordinal);
    private long _records;
    private long _failed;

    /// <summary>Called with what was just committed.</summary>
    /// <exception cref="ProblemException">SYNC-5101, naming the most frequent cause.</exception>
    internal void Check(IReadOnlyList<Batch> committed)
    {
        _records += committed.Sum(batch => batch.Records);
        foreach (var failure in committed.SelectMany(batch => batch.Failures))
        {
            _failed++;
            var seen = _causes.GetValueOrDefault(failure.Problem.Code, (failure.Problem, 0));
            _causes[failure.Problem.Code] = (seen.Item1, seen.Item2 + 1);
        }

        if (_records < after || _failed <= share * _records)
        {
            return;
        }

        var (cause, count) = _causes.Values.MaxBy(entry => entry.Count);
        throw new ProblemException(new Problem(
            ErrorCatalog.SyncErrorBudget,
            $"{_failed} of {_records} records failed, {count} of them with {cause.Code} ({cause.Error.Title}), for example: {cause.Detail}"));
    }
}
