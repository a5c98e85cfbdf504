using System.Text;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>Qdrant's filter form is read, written back the same, and refused with the member's name.</summary>
public sealed class FilterJsonTests
{
    [Theory]
    [InlineData("""{"must":[{"key":"brand","match":{"value":"x"}},{"key":"price","range":{"gt":1,"gte":2.5,"lt":3,"lte":4}}]}""")]
    [InlineData("""{"should":[{"key":"a.b","match":{"any":["x",1,true]}}],"must_not":[{"has_id":["00000003-0007-0007-0102-030405060708"]}]}""")]
    [InlineData("""{"must":[{"must":[{"key":"n","match":{"value":-9007199254740993}}],"must_not":[{"should":[{"key":"b","match":{"value":false}}]}]}]}""")]
    [InlineData("{}")]
    public void A_filter_is_written_as_it_was_read(string json) => Assert.Equal(json, Write(Parse(json).Required()));

    [Fact]
    public void A_single_condition_may_stand_without_a_list_and_null_is_none() => Assert.Equal(
        """{"must":[{"key":"a","match":{"value":1}}]}""",
        Write(Parse("""{"must":{"key":"a","match":{"value":1}},"should":null}""").Required()));

    [Theory]
    [InlineData("[]", "The filter must be an object")]
    [InlineData("""{"mast":[]}""", "'mast'")]
    [InlineData("""{"must":7}""", "'must' of the filter must be a list")]
    [InlineData("""{"must":[{"key":"a","match":{"value":1}},{"key":"a","match":{"value":1.5}}]}""", "'must[1].match.value'")]
    [InlineData("""{"must":[{"key":"a","match":{"text":"x"}}]}""", "'must[0].match.text' of the filter is not supported")]
    [InlineData("""{"must":[{"key":"a","match":{}}]}""", "'must[0].match' of the filter has neither value nor any")]
    [InlineData("""{"must":[{"key":"a","match":{"any":"x"}}]}""", "'must[0].match.any' of the filter must be a list")]
    [InlineData("""{"must":[{"key":"a","match":{"any":["x",null]}}]}""", "'must[0].match.any[1]'")]
    [InlineData("""{"must":[{"key":"a"}]}""", "neither match nor range")]
    [InlineData("""{"must":[{"key":"a","geo_radius":{}}]}""", "'must[0].geo_radius'")]
    [InlineData("""{"must":[{"key":7,"match":{"value":1}}]}""", "'must[0].key'")]
    [InlineData("""{"must":[{"key":"a..b","match":{"value":1}}]}""", "'a..b' is not a path")]
    [InlineData("""{"must":[{"key":"a[x]","match":{"value":1}}]}""", "'a[x]' is not a path")]
    [InlineData("""{"must":[{"key":"a","range":{"gte":"1"}}]}""", "'must[0].range.gte' of the filter must be a number")]
    [InlineData("""{"must":[{"key":"a","range":{"gte":1e999}}]}""", "'must[0].range.gte' of the filter is too large a number")]
    [InlineData("""{"must":[{"key":"a","range":{"from":1}}]}""", "'must[0].range.from'")]
    [InlineData("""{"must_not":[{"should":[{"has_id":[7]}]}]}""", "'must_not[0].should[0].has_id[0]' of the filter must be a UUID")]
    [InlineData("""{"must":[{"is_empty":{"key":"a"}}]}""", "'must[0].is_empty'")]
    public void What_is_wrong_is_named(string json, string expected)
    {
        var problem = Parse(json).Problem;
        Assert.NotNull(problem);
        Assert.Equal(ErrorCatalog.VectorFilterInvalid, problem.Error);
        Assert.Contains(expected, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_nested_without_end_is_refused()
    {
        var json = new StringBuilder().Insert(0, "{\"must\":[", 20).Append("{}").Insert(180 + 2, "]}", 20).ToString();
        Assert.Contains("nested deeper", Parse(json).Problem!.Detail, StringComparison.Ordinal);
    }

    private static Outcome<Filter> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FilterJson.Parse(document.RootElement);
    }

    private static string Write(Filter filter)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            FilterJson.Write(writer, filter);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
