using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SyncAdmin.Core.Records;

/// <summary>
/// Hides what a mapping masks wherever people see a row or a payload, whoever they are: a column that some field masks also where another field or nobody
/// shows it, and what was kept before it was masked. What is hidden once stays the same when it is hidden again.
/// </summary>
internal sealed class FieldMask
{
    // People write names as they like, and the mapping finds its column all the same.
    private readonly HashSet<string> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);

    internal FieldMask(IEnumerable<FieldRule> rules)
    {
        foreach (var rule in rules.Where(static rule => rule.Mask))
        {
            _fields.Add(rule.Name);
            _columns.UnionWith(rule.Column is { } column ? [column] : []);
        }
    }

    /// <summary>Of a mapping as it is stored; mistakes in it hide nothing and are told elsewhere.</summary>
    internal static FieldMask Of(string fieldMapping) => new(FieldRules.Parse(fieldMapping, []));

    /// <summary>A row as people may see it; the row itself where nothing of it is masked.</summary>
    internal object?[] Row(IReadOnlyList<string> columns, object?[] row)
    {
        var shown = row;
        for (var i = 0; i < row.Length; i++)
        {
            if (!_columns.Contains(columns[i]))
            {
                continue;
            }

            shown = ReferenceEquals(shown, row) ? [.. row] : shown;
            shown[i] = Text(row[i]) is { } text ? FieldConversion.Mask(text) : null;
        }

        return shown;
    }

    /// <summary>A row that was kept as JSON: column → value.</summary>
    internal JsonElement Row(JsonElement row) => Hide(row, _columns);

    /// <summary>A payload: field → value.</summary>
    internal JsonElement Payload(JsonElement payload) => Hide(payload, _fields);

    /// <summary>A value's one text; null for NULL and for numbers that are none.</summary>
    internal static string? Text(object? value) => value is JsonElement json
        ? json.ValueKind == JsonValueKind.String ? json.GetString() : Encoding.UTF8.GetString(FieldRule.Canonical(json))
        : CanonicalValue.Text(value);

    private static JsonElement Hide(JsonElement json, HashSet<string> names)
    {
        if (names.Count == 0 || json.ValueKind != JsonValueKind.Object || !json.EnumerateObject().Any(member => names.Contains(member.Name)))
        {
            return json;
        }

        var members = JsonObject.Create(json)!;
        foreach (var name in members.Select(static member => member.Key).Where(names.Contains).ToList())
        {
            members[name] = members[name] is { } value ? FieldConversion.Mask(value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value.ToJsonString()) : null;
        }

        return members.Deserialize<JsonElement>();
    }
}
