using System.Text;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

public sealed class RecordMapperTests
{
    private static readonly string[] Columns = ["id", "code", "name", "brand", "price", "data"];
    private static readonly Guid Datasource = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    [Fact]
    public void A_row_becomes_a_record()
    {
        var record = Map(Mapping("""{"price":"price","name":"name"}""", """["name","brand"]"""), 7L, "C-1 ", " Llave\tinglesa ", "Bosch", 12.50m, null).Required();

        Assert.Equal("7", record.RecordKey);
        Assert.Equal("C-1", record.RecordCode);
        Assert.Equal([7L], record.SourceKey.Values);
        Assert.Equal(PointId.Of(Datasource, "7"), record.PointId);
        Assert.Equal("Llave inglesa Bosch", record.Text);
        Assert.Equal("""{"name":" Llave\tinglesa ","price":12.5}""", Encoding.UTF8.GetString(record.Payload.Span));
        Assert.Equal(RecordHash.Of("Llave inglesa Bosch"u8), record.TextHash);
        Assert.Equal(RecordHash.Of(record.Payload.Span), record.PayloadHash);
        Assert.False(record.TextWasCut);
    }

    [Fact]
    public void Hashes_are_golden() =>
        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e", Map(Mapping("{}", """["name"]"""), 1L, "c", "hello", null, null, null).Required().TextHash.ToString());

    [Fact]
    public void An_empty_mapping_takes_every_column() =>
        Assert.Equal(
            """{"brand":null,"code":"c","data":null,"id":1,"name":"n","price":0.5}""",
            Payload(Mapping("{}", """["name"]"""), 1L, "c", "n", null, 0.5, null));

    [Fact]
    public void Fields_are_renamed_typed_masked_and_static() =>
        Assert.Equal(
            """{"a":"12.5","b":{"x":1,"y":[2]},"c":"***-1","d":{"k":1},"e":7,"f":true}""",
            Payload(
                Mapping(
                    """
                    {"f":{"column":"brand","type":"boolean"},"e":{"column":"name","type":"integer"},"d":{"value":{"k":1.0}},
                     "c":{"column":"code","mask":true},"b":{"column":"data","type":"json"},"a":{"column":"price","type":"string"}}
                    """,
                    """["name"]"""),
                1L, "CODE-1", "7", "yes", 12.50m, """{ "y": [2], "x": 1.0 }"""));

    [Theory]
    [InlineData("integer", "7.5")]
    [InlineData("integer", "x")]
    [InlineData("number", "1,5")]
    [InlineData("number", "NaN")]
    [InlineData("boolean", "perhaps")]
    [InlineData("datetime", "01/02/2026")]
    [InlineData("datetime", "x")]
    [InlineData("json", "{")]
    public void A_value_of_another_type_is_an_error_of_its_record(string type, string value)
    {
        var mapping = Mapping("{\"f\":{\"column\":\"data\",\"type\":\"" + type + "\"}}", """["name"]""");

        var problem = Map(mapping, 1L, "c", "n", "b", 1m, value).Problem;

        Assert.Equal("SYNC-4004", problem?.Code);
        Assert.Contains("\"data\"", problem!.Detail, StringComparison.Ordinal);
        Assert.Equal("1", problem.Extensions["recordKey"]);
    }

    [Theory]
    [InlineData("2026-01-02", "2026-01-02T00:00:00")]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02 03:04:05.120", "2026-01-02T03:04:05.12")]
    public void Datetimes_are_iso(string value, string iso) =>
        Assert.Equal(
            $$"""{"f":"{{iso}}"}""",
            Payload(Mapping("""{"f":{"column":"data","type":"datetime"}}""", """["name"]"""), 1L, "c", "n", "b", 1m, value));

    [Fact]
    public void A_template_takes_fields_first_and_columns_second()
    {
        var mapping = Mapping("""{"name":"brand"}""", "[]") with { TextTemplate = "{{ name }}: {{price}} €, {{code}}{{data}}!" };

        Assert.Equal("Bosch: 12.5 €, c!", Map(mapping, 1L, "c", "n", "Bosch", 12.50m, null).Required().Text);
    }

    [Fact]
    public void A_masked_field_is_masked_in_the_text_too()
    {
        var mapping = Mapping("""{"name":{"mask":true}}""", """["name"]""");

        Assert.Equal("***et", Map(mapping, 1L, "c", "secret", null, null, null).Required().Text);
    }

    [Fact]
    public void A_static_field_can_be_embedded()
    {
        var mapping = Mapping("""{"kind":{"value":"tool"}}""", """["kind","name"]""");

        Assert.Equal("tool n", Map(mapping, 1L, "c", "n", null, null, null).Required().Text);
    }

    [Fact]
    public void A_text_of_a_megabyte_is_cut_and_marked()
    {
        var record = Map(Mapping("{}", """["name"]"""), 1L, "c", new string('x', 1 << 20), null, null, null).Required();

        Assert.Equal(32_000, record.Text.Length);
        Assert.True(record.TextWasCut);
        Assert.True(record.Payload.Length > 1 << 20);
    }

    [Fact]
    public void A_row_without_key_or_text_or_with_an_endless_code_is_an_error_of_its_record()
    {
        var mapping = Mapping("{}", """["name"]""");

        Assert.Equal("SYNC-4001", Map(mapping, null, "c", "n", null, null, null).Problem?.Code);
        Assert.Equal("SYNC-4003", Map(mapping, 1L, "c", " \t", null, null, null).Problem?.Code);
        Assert.Equal("SYNC-4005", Map(mapping, 1L, new string('c', 1025), "n", null, null, null).Problem?.Code);
    }

    [Fact]
    public void A_record_without_a_code_is_called_by_its_key() =>
        Assert.Equal("9", Map(Mapping("{}", """["name"]"""), 9L, null, "n", null, null, null).Required().RecordCode);

    [Fact]
    public void Composite_keys()
    {
        var record = Map(Mapping("{}", """["name"]""") with { KeyFields = ["brand", "ID"] }, 9L, null, "n", "a|b", null, null).Required();

        Assert.Equal("a\\|b|9", record.RecordKey);
        Assert.Equal(["a|b", 9L], record.SourceKey.Values);
    }

    [Fact]
    public void Emoji_and_right_to_left_text_are_kept() =>
        Assert.Equal(
            """{"n":"مفتاح 🔧 ключ"}""",
            Payload(Mapping("""{"n":"name"}""", """["name"]"""), 1L, "c", "مفتاح 🔧 ключ", null, null, null));

    [Fact]
    public void Every_mistake_of_a_mapping_is_named_at_once()
    {
        var mapping = Mapping("""{"_sync":"a","b":5,"c":{"type":"planet","colour":1},"d":{"column":"x","value":1}}""", """["ok",5]""") with { TextTemplate = "{{name" };

        var problem = RecordMapper.Create(mapping).Problem;

        Assert.Equal("SYNC-4100", problem?.Code);
        foreach (var named in new[] { "_sync", "\"b\"", "planet", "colour", "both a column and a value", "5, which is not a name", "never closed" })
        {
            Assert.Contains(named, problem!.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nonsense", "[]", "not a JSON object")]
    [InlineData("{}", "{}", "not a JSON array")]
    [InlineData("{}", "[]", "embeddingFields is empty")]
    public void A_mapping_that_is_none_is_refused(string mapping, string embedding, string detail) =>
        Assert.Contains(detail, RecordMapper.Create(Mapping(mapping, embedding)).Problem!.Detail, StringComparison.Ordinal);

    [Fact]
    public void A_column_that_the_query_lacks_is_named_with_those_that_exist()
    {
        var mapping = Mapping("""{"p":"prize","n":"name"}""", """["titel"]""") with { KeyFields = ["uid"] };

        var problem = RecordMapper.Create(mapping, Columns).Problem;

        Assert.Equal("SYNC-4101", problem?.Code);
        foreach (var named in new[] { "\"prize\"", "\"titel\"", "\"uid\"", "id, code, name, brand, price, data" })
        {
            Assert.Contains(named, problem!.Detail, StringComparison.Ordinal);
        }

        Assert.Equal("SYNC-4101", Assert.Throws<ProblemException>(() => RecordMapper.Create(mapping).Required().Map(Columns, new object?[6])).Problem.Code);
    }

    [Fact]
    public void Columns_may_change_their_order_between_pages()
    {
        var mapper = RecordMapper.Create(Mapping("""{"n":"name"}""", """["name"]"""), Columns).Required();

        var record = mapper.Map(["name", "code", "id"], ["n", "c", 5L]).Required();

        Assert.Equal(("5", "c", "n"), (record.RecordKey, record.RecordCode, record.Text));
    }

    [Theory]
    [InlineData("n", "c", 1.0, RecordChange.None)]
    [InlineData("n", "d", 1.0, RecordChange.Payload)]
    [InlineData("n", "c", 2.0, RecordChange.Payload)]
    [InlineData("m", "c", 1.0, RecordChange.Text)]
    public void A_row_is_compared_with_what_is_known_of_it(string name, string code, double price, RecordChange change)
    {
        var mapper = RecordMapper.Create(Mapping("""{"price":"price"}""", """["name"]"""), Columns).Required();
        var known = LedgerRow.Of(mapper.Map(Columns, [7L, "c", "n", null, 1.0, null]).Required());
        object?[] row = [7L, code, name, null, price, null];

        var compared = mapper.Compare(Columns, row, mapper.KeyOf(Columns, row).Required(), known).Required();

        Assert.Equal((change, 1, false), (compared.Change, compared.TextLength, compared.TextWasCut));
        Assert.Equal(change == RecordChange.None ? null : mapper.Map(Columns, row).Required().PayloadHash, compared.Record?.PayloadHash);
    }

    [Fact]
    public void Json_that_is_too_deep_for_a_payload_is_an_error_of_its_record()
    {
        var mapping = Mapping("""{"f":{"column":"data","type":"json"}}""", """["name"]""");

        Assert.Equal("SYNC-4004", Map(mapping, 1L, "c", "n", "b", 1m, Nested(64)).Problem?.Code);
        Assert.NotNull(System.Text.Json.JsonDocument.Parse(Map(mapping, 1L, "c", "n", "b", 1m, Nested(63)).Required().Payload));

        static string Nested(int levels) => new string('[', levels) + new string(']', levels);
    }

    private static string Payload(RecordMapping mapping, params object?[] row) => Encoding.UTF8.GetString(Map(mapping, row).Required().Payload.Span);

    private static Outcome<MappedRecord> Map(RecordMapping mapping, params object?[] row) =>
        RecordMapper.Create(mapping, Columns).Required().Map(Columns, row);

    private static RecordMapping Mapping(string fields, string embedding) => new(Datasource, fields, embedding, TextTemplate: null, ["id"], "code");
}
