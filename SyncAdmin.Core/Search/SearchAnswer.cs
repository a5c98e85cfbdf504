using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Search;

/// <summary>What a search found.</summary>
/// <param name="Results">Exact code matches first, then by score.</param>
/// <param name="Took">Milliseconds in all.</param>
/// <param name="Timings">Milliseconds per step: <c>code</c>, <c>embed</c>, <c>query</c>.</param>
/// <param name="Incomplete">Why only exact code matches are here; null when the search was complete.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchResult> Results, double Took, IReadOnlyDictionary<string, double> Timings, Problem? Incomplete = null);
