using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>A filter in the narrower form that Qdrant itself takes: a list of <c>match.any</c> holds texts or integers, not both, and no value or id twice.</summary>
internal static class QdrantFilter
{
    internal static Filter Of(Filter filter) => new() { Must = Of(filter.Must), Should = Of(filter.Should), MustNot = Of(filter.MustNot) };

    private static IReadOnlyList<Condition> Of(IReadOnlyList<Condition> conditions) => [.. conditions.Select(Of)];

    private static Condition Of(Condition condition) => condition switch
    {
        Condition.Nested nested => new Condition.Nested(Of(nested.Filter)),
        Condition.HasId hasId => new Condition.HasId([.. hasId.Ids.Distinct()]),
        Condition.MatchAny any => Any(any),
        _ => condition,
    };

    private static Condition Any(Condition.MatchAny any)
    {
        var values = any.Values.DistinctBy(value => (value.ValueKind, value.GetRawText())).ToArray();
        return values.Select(value => value.ValueKind).Distinct().Count() > 1 || values.Any(value => value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            ? new Condition.Nested(new Filter { Should = [.. values.Select(value => new Condition.Match(any.Key, value))] })
            : new Condition.MatchAny(any.Key, values);
    }
}
