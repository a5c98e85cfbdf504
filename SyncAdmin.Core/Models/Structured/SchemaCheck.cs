using System.Text.Json;

namespace SyncAdmin.Core.Models.Structured;

/// <summary>
/// Compares an answer with its schema. Of JSON Schema it understands <c>type</c> (one or several), <c>properties</c>, <c>required</c>, <c>items</c> and
/// <c>enum</c>; other words are left to the model. Members that the schema does not name are let pass.
/// </summary>
internal static class SchemaCheck
{
    /// <summary>What is wrong, without quoting values; null when nothing is.</summary>
    internal static string? Mistake(JsonElement value, JsonElement schema, string path = "$")
    {
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(value, name)))
        {
            return $"{path} is of type {value.ValueKind}, not {string.Join(" or ", Types(type))}";
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            return $"{path} is none of the values that it may have";
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, schema, path),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().Select((item, index) => Mistake(item, items, $"{path}[{index}]")).FirstOrDefault(mistake => mistake is not null),
            _ => null,
        };
    }

    private static string? OfObject(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out var required)
            && required.EnumerateArray().Select(name => name.GetString()!).FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing)
        {
            return $"{path}.{missing} is missing";
        }

        return !schema.TryGetProperty("properties", out var properties)
            ? null
            : properties.EnumerateObject()
                .Select(property => value.TryGetProperty(property.Name, out var member) ? Mistake(member, property.Value, $"{path}.{property.Name}") : null)
                .FirstOrDefault(mistake => mistake is not null);
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };
}
