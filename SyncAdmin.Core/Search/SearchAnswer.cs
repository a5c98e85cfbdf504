namespace SyncAdmin.Core.Search;

/// <summary>What a search found.</summary>
/// <param name="Results">Exact code matches first, then by score.</param>
/// <param name="Took">Milliseconds in all.</param>
/// <param name="Timings">Milliseconds per step: <c>code</c>, <c>embed</c>, <c>query</c>.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchResult> Results, double Took, IReadOnlyDictionary<string, double> Timings);
