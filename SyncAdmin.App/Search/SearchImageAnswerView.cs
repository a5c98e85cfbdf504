using SyncAdmin.App.Errors;
using SyncAdmin.Core.Search;

namespace SyncAdmin.App.Search;

/// <summary>What a search by picture understood and found, as the API answers it.</summary>
/// <param name="Understood">What is in the picture.</param>
/// <param name="Results">Exact matches of its codes first, then by score.</param>
/// <param name="Took">Milliseconds in all.</param>
/// <param name="Timings">Milliseconds per step: <c>vision</c>, then those of a text search.</param>
/// <param name="Incomplete">What kept the search from being complete, and what to do; null when nothing did.</param>
internal sealed record SearchImageAnswerView(
    UnderstoodView Understood, IReadOnlyList<SearchResult> Results, double Took, IReadOnlyDictionary<string, double> Timings, ProblemView? Incomplete)
{
    internal static SearchImageAnswerView Of(ImageSearchAnswer answer) =>
        new(UnderstoodView.Of(answer.Understood), answer.Found.Results, answer.Found.Took, answer.Found.Timings, ProblemView.Of(answer.Found.Incomplete));
}
