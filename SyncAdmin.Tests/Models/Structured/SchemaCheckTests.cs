using System.Text.Json;
using SyncAdmin.Core.Models.Gemini;
using SyncAdmin.Core.Models.Structured;
using Xunit;

namespace SyncAdmin.Tests.Models.Structured;

public sealed class SchemaCheckTests
{
    private const string Schema =
        """
        { "type": "object", "required": ["name", "age"], "additionalProperties": false, "properties": {
          "name": { "type": ["string", "null"], "description": "who" }, "age": { "type": "integer" }, "kind": { "enum": ["a", "b"] },
          "parts": { "type": "array", "maxItems": 3, "items": { "type": "object", "required": ["n"], "properties": { "n": { "type": "number" }, "ok": { "type": "boolean" } } } } } }
        """;

    [Theory]
    [InlineData("""{"name":null,"age":3}""")]
    [InlineData("""{"name":"x","age":3,"kind":"b","parts":[{"n":1.5,"ok":true}],"more":1}""")]
    public void What_fits_passes(string json) => Assert.Null(Mistake(json));

    [Theory]
    [InlineData("""{"name":"x"}""", "$.age is missing")]
    [InlineData("""{"name":7,"age":3}""", "$.name is of type Number, not string or null")]
    [InlineData("""{"name":"x","age":3.5}""", "$.age is of type Number, not integer")]
    [InlineData("""{"name":"x","age":3,"kind":"c"}""", "$.kind is none of the values")]
    [InlineData("""{"name":"x","age":3,"parts":[{"n":1},{}]}""", "$.parts[1].n is missing")]
    [InlineData("""{"name":"x","age":3,"parts":[{"n":1,"ok":"yes"}]}""", "$.parts[0].ok is of type String, not boolean")]
    [InlineData("null", "$ is of type Null, not object")]
    public void What_does_not_is_named_by_its_path(string json, string mistake) => Assert.Contains(mistake, Mistake(json), StringComparison.Ordinal);

    [Fact]
    public void Gemini_gets_its_own_dialect() =>
        Assert.Equal(
            """{"type":"OBJECT","required":["name","age"],"properties":{"name":{"type":"STRING","nullable":true,"description":"who"},"age":{"type":"INTEGER"},"kind":{"enum":["a","b"]},"parts":{"type":"ARRAY","maxItems":3,"items":{"type":"OBJECT","required":["n"],"properties":{"n":{"type":"NUMBER"},"ok":{"type":"BOOLEAN"}},"propertyOrdering":["n","ok"]}}},"propertyOrdering":["name","age","kind","parts"]}""",
            GeminiSchema.Of(JsonSerializer.Deserialize<JsonElement>(Schema)).ToJsonString());

    private static string? Mistake(string json) => SchemaCheck.Mistake(JsonSerializer.Deserialize<JsonElement>(json), JsonSerializer.Deserialize<JsonElement>(Schema));
}
