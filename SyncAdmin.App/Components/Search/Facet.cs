namespace SyncAdmin.App.Components.Search;

/// <summary>A value that some results share and others do not.</summary>
/// <param name="Field">Name of the payload's field.</param>
/// <param name="Value">The value.</param>
/// <param name="Count">How many of the results have it.</param>
internal sealed record Facet(string Field, string Value, int Count)
{
    private const int MostFields = 3;
    private const int MostValues = 5;

    /// <summary>What the results can be narrowed to, by field; the commonest values first. A field that a filter is about already is left out.</summary>
    internal static IReadOnlyList<IGrouping<string, Facet>> Of(IReadOnlyList<PayloadSummary> results, IEnumerable<string> filtered)
    {
        var left = filtered.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. results
                .SelectMany(result => result.Facts.Where(fact => fact.Filterable && !left.Contains(fact.Field)))
                .GroupBy(fact => (fact.Field, fact.Value))
                .Select(group => new Facet(group.Key.Field, group.Key.Value, group.Count()))
                .Where(facet => facet.Count < results.Count)
                .OrderByDescending(facet => facet.Count)
                .ThenBy(facet => facet.Value, StringComparer.CurrentCulture)
                .GroupBy(facet => facet.Field, StringComparer.Ordinal)
                .SelectMany(field => field.Take(MostValues))
                .GroupBy(facet => facet.Field, StringComparer.Ordinal)
                .Take(MostFields),
        ];
    }
}
