using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Errors;

/// <summary>A problem as part of an answer that is itself no failure, for example the result of a test.</summary>
internal sealed record ProblemView(string Code, string Title, string Detail, string Remedy)
{
    internal static ProblemView? Of(Problem? problem) =>
        problem is null ? null : new ProblemView(problem.Code, problem.Error.Title, problem.Detail, problem.Error.Remedy);
}
