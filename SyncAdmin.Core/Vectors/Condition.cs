using System.Text.Json;

namespace SyncAdmin.Core.Vectors;

/// <summary>One condition of a <see cref="Filter"/>. A key is a dotted path (<c>_sync.code</c>); over an array, any element may match.</summary>
public abstract record Condition
{
    /// <summary><c>match.value</c>: equal to a string, integer or boolean.</summary>
    public sealed record Match(string Key, JsonElement Value) : Condition;

    /// <summary><c>match.any</c>: equal to one of the values.</summary>
    public sealed record MatchAny(string Key, IReadOnlyList<JsonElement> Values) : Condition;

    /// <summary><c>range</c>: a number within the bounds that are given.</summary>
    public sealed record Range(string Key, double? GreaterThan = null, double? GreaterOrEqual = null, double? LessThan = null, double? LessOrEqual = null) : Condition;

    /// <summary><c>has_id</c>: one of these points.</summary>
    public sealed record HasId(IReadOnlyList<Guid> Ids) : Condition;

    /// <summary>A nested filter.</summary>
    public sealed record Nested(Filter Filter) : Condition;
}
