using System.Text.Json;

namespace SyncAdmin.Core.Records;

/// <summary>Reads the JSON of a field mapping; every mistake is named, not only the first.</summary>
internal static class FieldRules
{
    private static readonly Dictionary<string, FieldType> Types = new(StringComparer.Ordinal)
    {
        ["string"] = FieldType.String,
        ["integer"] = FieldType.Integer,
        ["number"] = FieldType.Number,
        ["boolean"] = FieldType.Boolean,
        ["datetime"] = FieldType.DateTime,
        ["json"] = FieldType.Json,
    };

    internal static List<FieldRule> Parse(string json, List<string> mistakes)
    {
        var rules = new List<FieldRule>();
        if (Read(json, JsonValueKind.Object, "fieldMapping", mistakes) is not { } mapping)
        {
            return rules;
        }

        foreach (var member in mapping.EnumerateObject())
        {
            if (string.IsNullOrWhiteSpace(member.Name))
            {
                mistakes.Add("A field of the mapping has no name.");
            }
            else if (string.Equals(member.Name, SyncPayload.Member, StringComparison.Ordinal))
            {
                mistakes.Add($"The field \"{SyncPayload.Member}\" is the engine's own; choose another name.");
            }
            else if (rules.Exists(rule => string.Equals(rule.Name, member.Name, StringComparison.Ordinal)))
            {
                mistakes.Add($"The field \"{member.Name}\" is there twice.");
            }
            else if (Rule(member.Name, member.Value, mistakes) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return rules;
    }

    internal static List<string> ParseNames(string json, List<string> mistakes)
    {
        if (Read(json, JsonValueKind.Array, "embeddingFields", mistakes) is not { } names)
        {
            return [];
        }

        var result = new List<string>();
        foreach (var name in names.EnumerateArray())
        {
            if (name.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(name.GetString()))
            {
                result.Add(name.GetString()!);
            }
            else
            {
                mistakes.Add($"embeddingFields holds {name.GetRawText()}, which is not a name.");
            }
        }

        return result;
    }

    private static FieldRule? Rule(string name, JsonElement value, List<string> mistakes)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when !string.IsNullOrWhiteSpace(value.GetString()):
                return new FieldRule(name, value.GetString());
            case JsonValueKind.Object:
                return RuleOfObject(name, value, mistakes);
            default:
                mistakes.Add($"The field \"{name}\" is mapped to {value.GetRawText()}; write the name of a column, or an object.");
                return null;
        }
    }

    private static FieldRule RuleOfObject(string name, JsonElement value, List<string> mistakes)
    {
        var rule = new FieldRule(name, name);
        foreach (var member in value.EnumerateObject())
        {
            var kind = member.Value.ValueKind;
            switch (member.Name)
            {
                case "column" when kind == JsonValueKind.String && !string.IsNullOrWhiteSpace(member.Value.GetString()):
                    rule = rule with { Column = member.Value.GetString() };
                    break;
                case "type" when kind == JsonValueKind.String && Types.TryGetValue(member.Value.GetString()!, out var type):
                    rule = rule with { Type = type };
                    break;
                case "mask" when kind is JsonValueKind.True or JsonValueKind.False:
                    rule = rule with { Mask = member.Value.GetBoolean() };
                    break;
                case "value":
                    rule = new FieldRule(name, Column: null, rule.Type, rule.Mask, member.Value);
                    break;
                case "column" or "type" or "mask":
                    mistakes.Add($"The field \"{name}\": \"{member.Name}\" can't be {member.Value.GetRawText()}.{TypeHelp(member.Name)}");
                    break;
                default:
                    mistakes.Add($"The field \"{name}\": \"{member.Name}\" is unknown; column, type, mask and value are known.");
                    break;
            }
        }

        if (rule.Static is not null && value.TryGetProperty("column", out _))
        {
            mistakes.Add($"The field \"{name}\" has both a column and a value.");
        }

        return rule.Static is not null ? rule with { Column = null } : rule;
    }

    private static string TypeHelp(string member) =>
        string.Equals(member, "type", StringComparison.Ordinal) ? $" It is one of {string.Join(", ", Types.Keys)}." : "";

    private static JsonElement? Read(string json, JsonValueKind kind, string what, List<string> mistakes)
    {
        try
        {
            var element = JsonElement.Parse(json);
            if (element.ValueKind == kind)
            {
                return element;
            }
        }
        catch (JsonException)
        {
            // Said below, in the words of the setting.
        }

        mistakes.Add($"{what} is not a JSON {(kind == JsonValueKind.Object ? "object" : "array")}.");
        return null;
    }
}
