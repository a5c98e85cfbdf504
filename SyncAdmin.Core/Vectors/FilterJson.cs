using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors;

/// <summary>Qdrant's JSON form of a <see cref="Filter"/>, read and written.</summary>
public static class FilterJson
{
    private const int MaxDepth = 16;

    /// <summary>Reads a filter. What is unknown or not supported is an error that names the member (<c>must[1].range.gte</c>).</summary>
    public static Outcome<Filter> Parse(JsonElement json)
    {
        try
        {
            return ReadFilter(json, "", 0);
        }
        catch (ProblemException invalid)
        {
            return invalid.Problem;
        }
    }

    /// <summary>Writes a filter as Qdrant reads it.</summary>
    public static void Write(Utf8JsonWriter writer, Filter filter)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(filter);
        writer.WriteStartObject();
        WriteConditions(writer, "must", filter.Must);
        WriteConditions(writer, "should", filter.Should);
        WriteConditions(writer, "must_not", filter.MustNot);
        writer.WriteEndObject();
    }

    private static Filter ReadFilter(JsonElement json, string path, int depth)
    {
        Expect(json, JsonValueKind.Object, path, "an object");
        if (depth > MaxDepth)
        {
            throw Invalid(path, $"is nested deeper than {MaxDepth} filters");
        }

        var filter = new Filter();
        foreach (var member in json.EnumerateObject())
        {
            var at = Join(path, member.Name);
            filter = member.Name switch
            {
                "must" => filter with { Must = ReadConditions(member.Value, at, depth) },
                "should" => filter with { Should = ReadConditions(member.Value, at, depth) },
                "must_not" => filter with { MustNot = ReadConditions(member.Value, at, depth) },
                _ => throw Invalid(at, "is not known here; a filter has must, should and must_not"),
            };
        }

        return filter;
    }

    private static List<Condition> ReadConditions(JsonElement json, string path, int depth) => json.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Object => [ReadCondition(json, path, depth)],
        JsonValueKind.Array => [.. json.EnumerateArray().Select((item, index) => ReadCondition(item, $"{path}[{index}]", depth))],
        _ => throw Invalid(path, "must be a list of conditions"),
    };

    private static Condition ReadCondition(JsonElement json, string path, int depth)
    {
        Expect(json, JsonValueKind.Object, path, "an object");
        if (json.TryGetProperty("has_id", out var ids))
        {
            Only(json, path, "has_id");
            return ReadHasId(ids, Join(path, "has_id"));
        }

        if (!json.TryGetProperty("key", out var key))
        {
            return new Condition.Nested(ReadFilter(json, path, depth + 1));
        }

        Expect(key, JsonValueKind.String, Join(path, "key"), "a text");
        var name = key.GetString()!;
        if (!PayloadPath.TryParse(name, out _))
        {
            throw Invalid(Join(path, "key"), $"'{name}' is not a path; write it like brand, _sync.code or sizes[].width");
        }

        if (json.TryGetProperty("match", out var match))
        {
            Only(json, path, "key", "match");
            return ReadMatch(name, match, Join(path, "match"));
        }

        if (json.TryGetProperty("range", out var range))
        {
            Only(json, path, "key", "range");
            return ReadRange(name, range, Join(path, "range"));
        }

        Only(json, path, "key");
        throw Invalid(path, "has a key, but neither match nor range");
    }

    private static Condition ReadMatch(string key, JsonElement json, string path)
    {
        Expect(json, JsonValueKind.Object, path, "an object");
        Only(json, path, "value", "any");
        if (json.TryGetProperty("value", out var value))
        {
            Only(json, path, "value");
            return new Condition.Match(key, Scalar(value, Join(path, "value")));
        }

        if (json.TryGetProperty("any", out var any))
        {
            var at = Join(path, "any");
            Expect(any, JsonValueKind.Array, at, "a list");
            return new Condition.MatchAny(key, [.. any.EnumerateArray().Select((item, index) => Scalar(item, $"{at}[{index}]"))]);
        }

        throw Invalid(path, "has neither value nor any");
    }

    private static Condition.Range ReadRange(string key, JsonElement json, string path)
    {
        Expect(json, JsonValueKind.Object, path, "an object");
        Only(json, path, "gt", "gte", "lt", "lte");
        return new Condition.Range(key, Number(json, "gt", path), Number(json, "gte", path), Number(json, "lt", path), Number(json, "lte", path));
    }

    private static Condition.HasId ReadHasId(JsonElement json, string path)
    {
        Expect(json, JsonValueKind.Array, path, "a list");
        var ids = new List<Guid>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
        {
            ids.Add(item.ValueKind == JsonValueKind.String && Guid.TryParse(item.GetString(), out var id)
                ? id
                : throw Invalid($"{path}[{ids.Count}]", "must be a UUID"));
        }

        return new Condition.HasId(ids);
    }

    private static JsonElement Scalar(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.True or JsonValueKind.False => json.Clone(),
        JsonValueKind.Number when json.TryGetInt64(out _) => json.Clone(),
        _ => throw Invalid(path, "must be a text, an integer or a boolean (fractions are compared by range)"),
    };

    private static double? Number(JsonElement json, string name, string path)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // 1e999 is a number in JSON, and infinite to us, which can't be written as JSON again.
        return value.ValueKind != JsonValueKind.Number ? throw Invalid(Join(path, name), "must be a number")
            : value.GetDouble() is var number && double.IsFinite(number) ? number
            : throw Invalid(Join(path, name), "is too large a number");
    }

    private static void Only(JsonElement json, string path, params ReadOnlySpan<string> known)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw Invalid(Join(path, member.Name), "is not supported here");
            }
        }
    }

    private static void Expect(JsonElement json, JsonValueKind kind, string path, string what)
    {
        if (json.ValueKind != kind)
        {
            throw Invalid(path, $"must be {what}");
        }
    }

    private static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";

    private static ProblemException Invalid(string path, string what) =>
        new(new Problem(ErrorCatalog.VectorFilterInvalid, $"{(path.Length == 0 ? "The filter" : $"'{path}' of the filter")} {what}."));

    private static void WriteConditions(Utf8JsonWriter writer, string name, IReadOnlyList<Condition> conditions)
    {
        if (conditions.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var condition in conditions)
        {
            WriteCondition(writer, condition);
        }

        writer.WriteEndArray();
    }

    private static void WriteCondition(Utf8JsonWriter writer, Condition condition)
    {
        if (condition is Condition.Nested nested)
        {
            Write(writer, nested.Filter);
            return;
        }

        writer.WriteStartObject();
        switch (condition)
        {
            case Condition.Match match:
                writer.WriteString("key", match.Key);
                writer.WriteStartObject("match");
                writer.WritePropertyName("value");
                match.Value.WriteTo(writer);
                writer.WriteEndObject();
                break;
            case Condition.MatchAny any:
                writer.WriteString("key", any.Key);
                writer.WriteStartObject("match");
                writer.WriteStartArray("any");
                foreach (var value in any.Values)
                {
                    value.WriteTo(writer);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            case Condition.Range range:
                writer.WriteString("key", range.Key);
                writer.WriteStartObject("range");
                WriteBound(writer, "gt", range.GreaterThan);
                WriteBound(writer, "gte", range.GreaterOrEqual);
                WriteBound(writer, "lt", range.LessThan);
                WriteBound(writer, "lte", range.LessOrEqual);
                writer.WriteEndObject();
                break;
            case Condition.HasId hasId:
                writer.WriteStartArray("has_id");
                foreach (var id in hasId.Ids)
                {
                    writer.WriteStringValue(id);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name, "A condition that FilterJson does not know.");
        }

        writer.WriteEndObject();
    }

    private static void WriteBound(Utf8JsonWriter writer, string name, double? bound)
    {
        if (bound is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }
}
