using SyncAdmin.App.Errors;
using SyncAdmin.Core.Search;

namespace SyncAdmin.App.Search;

/// <summary>What a search found, as the API answers it.</summary>
/// <param name="Results">Exact code matches first, then by score.</param>
/// <param name="Took">Milliseconds in all.</param>
/// <param name="Timings">Milliseconds per step.</param>
/// <param name="Incomplete">What kept the search from being complete, and what to do; null when nothing did.</param>
internal sealed record SearchAnswerView(IReadOnlyList<SearchResult> Results, double Took, IReadOnlyDictionary<string, double> Timings, ProblemView? Incomplete)
{
    internal static SearchAnswerView Of(SearchAnswer answer) => new(answer.Results, answer.Took, answer.Timings, ProblemView.Of(answer.Incomplete));
}
