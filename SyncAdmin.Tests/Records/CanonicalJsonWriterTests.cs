using System.Text;
using System.Text.Json;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

public sealed class CanonicalJsonWriterTests
{
    [Theory]
    [InlineData("a\"b\\c/d", "\"a\\\"b\\\\c/d\"")]
    [InlineData("\b\t\n\f\r\u0001\u001f\u007f", "\"\\b\\t\\n\\f\\r\\u0001\\u001f\u007f\"")]
    [InlineData("a\0b", "\"ab\"")]
    [InlineData("🔧 مرحبا ñ \u2028 <&>'", "\"🔧 مرحبا ñ \u2028 <&>'\"")]
    [InlineData("", "\"\"")]
    public void Strings_are_utf8_with_only_the_escapes_that_json_demands(string text, string json) => Assert.Equal(json, Json(text));

    // Not as inline data: attributes are stored as UTF-8, which has no half pairs.
    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("\"a\ufffdb\"", Json("a\ud800b"));

    [Fact]
    public void Numbers_and_binary()
    {
        Assert.Equal("9007199254740993", Json(9007199254740993L));
        Assert.Equal("1.5", Json(1.50m));
        Assert.Equal("null", Json(double.NaN));
        Assert.Equal("null", Json(null));
        Assert.Equal("true", Json(true));
        Assert.Equal("\"AP8=\"", Json(new byte[] { 0, 255 }));
        Assert.Equal("\"2026-01-02T03:04:05Z\"", Json(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
    }

    [Theory]
    [InlineData("""{ "b": 1.0, "a": [ 1e2, true, null, "\u00e9" ], "B": {} }""", """{"B":{},"a":[100,true,null,"é"],"b":1}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("123456789012345678901234567890.1230", "123456789012345678901234567890.1230")]
    [InlineData("1e400", "1e400")]
    [InlineData("[]", "[]")]
    public void Json_is_brought_into_one_form(string json, string canonical) => Assert.Equal(canonical, Json(JsonElement.Parse(json)));

    [Fact]
    public void A_long_text_grows_the_buffer()
    {
        var text = new string('ñ', 100_000);

        Assert.Equal('"' + text + '"', Json(text));
    }

    private static string Json(object? value)
    {
        var writer = new CanonicalJsonWriter();
        writer.Value(value);
        return Encoding.UTF8.GetString(writer.Written);
    }
}
