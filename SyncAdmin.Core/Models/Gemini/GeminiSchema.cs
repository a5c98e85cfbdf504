using System.Text.Json;
using System.Text.Json.Nodes;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>A JSON schema in Gemini's own dialect (API reference, "Schema"): types in capitals, <c>nullable</c>, the order of members said; words it does not know are refused by it and left out.</summary>
internal static class GeminiSchema
{
    private static readonly string[] Kept = ["description", "enum", "required", "minItems", "maxItems"];

    internal static JsonObject Of(JsonElement schema)
    {
        var result = new JsonObject();
        foreach (var word in schema.EnumerateObject())
        {
            switch (word.Name)
            {
                case "type":
                    var names = word.Value.ValueKind == JsonValueKind.Array ? [.. word.Value.EnumerateArray().Select(name => name.GetString()!)] : new[] { word.Value.GetString()! };
                    result["type"] = names.First(name => name != "null").ToUpperInvariant();
                    if (names.Contains("null", StringComparer.Ordinal))
                    {
                        result["nullable"] = true;
                    }

                    break;
                case "properties":
                    result["properties"] = new JsonObject(word.Value.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Of(property.Value))));
                    result["propertyOrdering"] = new JsonArray([.. word.Value.EnumerateObject().Select(property => (JsonNode?)property.Name)]);
                    break;
                case "items":
                    result["items"] = Of(word.Value);
                    break;
                default:
                    if (Kept.Contains(word.Name, StringComparer.Ordinal))
                    {
                        result[word.Name] = JsonNode.Parse(word.Value.GetRawText());
                    }

                    break;
            }
        }

        return result;
    }
}
