using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Errors;

/// <summary>Turns what a service answers into what the API answers.</summary>
internal static class OutcomeResults
{
    internal static IResult ToResult(this Problem problem) => new ProblemResult(problem);

    /// <summary>200 with the value, or the problem.</summary>
    internal static IResult ToOk<T>(this Outcome<T> outcome) => outcome.ToResult(value => Results.Ok(value));

    /// <summary>204, or the problem.</summary>
    internal static IResult ToNoContent<T>(this Outcome<T> outcome) => outcome.ToResult(_ => Results.NoContent());

    internal static IResult ToResult<T>(this Outcome<T> outcome, Func<T, IResult> onSuccess) =>
        outcome.Succeeded ? onSuccess(outcome.Value) : outcome.Problem.ToResult();
}
