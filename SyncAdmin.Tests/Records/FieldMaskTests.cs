using System.Text.Json;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

/// <summary>What of rows and payloads people may see.</summary>
public sealed class FieldMaskTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Columns = ["id", "IBAN", "pin", "born", "note"];
    private static readonly FieldMask Mask = FieldMask.Of(
        """{"account":{"column":"iban","mask":true},"raw":"iban","pin":{"column":"pin","type":"integer","mask":true},"born":{"column":"born","mask":true},"fixed":{"value":"x"},"id":"id"}""");

    [Fact]
    public void A_masked_column_is_hidden_whatever_its_case_and_sort_of_value()
    {
        object?[] row = [1L, "DE02120300000000202051", 123_456L, new DateTime(1980, 12, 31, 0, 0, 0, DateTimeKind.Unspecified), "plain"];

        var shown = Mask.Row(Columns, row);

        Assert.Equal([1L, "***51", "***56", shown[3], "plain"], shown);
        Assert.StartsWith("***", Assert.IsType<string>(shown[3]), StringComparison.Ordinal);
        Assert.Equal("DE02120300000000202051", row[1]); // The engine's own stays as it is.
    }

    [Fact]
    public void Nothing_is_shown_as_nothing_and_what_is_short_not_at_all() =>
        Assert.Equal([1L, "***", null, null, null], Mask.Row(Columns, [1L, "1234", null, double.NaN, null]));

    [Fact]
    public void A_row_without_a_masked_column_is_the_same_row()
    {
        object?[] row = [1L, "plain"];

        Assert.Same(row, Mask.Row(["id", "note"], row));
        Assert.Same(row, FieldMask.Of("""{"id":"id"}""").Row(["id", "iban"], row));
    }

    [Fact]
    public void A_row_that_was_kept_as_JSON_is_masked_by_column_and_a_payload_by_field()
    {
        var json = JsonElement.Parse("""{"iban":"DE02120300000000202051","pin":123456,"account":{"a":[1,2]},"note":"ñ","born":null}""");

        Assert.Equal("""{"iban":"***51","pin":"***56","account":{"a":[1,2]},"note":"ñ","born":null}""", Text(Mask.Row(json)));
        Assert.Equal("""{"iban":"DE02120300000000202051","pin":"***56","account":"***]}","note":"ñ","born":null}""", Text(Mask.Payload(json)));
        Assert.Equal(Text(Mask.Row(json)), Text(Mask.Row(Mask.Row(json)))); // Kept masked and shown masked are the same.
    }

    private static string Text(JsonElement json) => JsonSerializer.Serialize(json, Readable);
}
