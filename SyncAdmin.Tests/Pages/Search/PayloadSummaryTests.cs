using System.Globalization;
using System.Text.Json;
using SyncAdmin.App.Components.Search;
using Xunit;

namespace SyncAdmin.Tests.Pages.Search;

public sealed class PayloadSummaryTests
{
    [Fact]
    public void A_spanish_catalogue_finds_its_name_price_and_text()
    {
        var summary = In("es-ES", """{ "codigo": "A-1", "nombre": "Martillo", "precio": 1189.5, "descripcion": "De uña", "marca": "Truper", "stock": 42 }""", "A-1");

        Assert.Equal(("Martillo", "1.189,50", "De uña"), (summary.Name, summary.Price, summary.Text));
        Assert.Equal(["marca", "stock"], summary.Facts.Select(fact => fact.Field));
        Assert.True(summary.Facts[0].Filterable);
        Assert.False(summary.Facts[1].Filterable);
    }

    [Fact]
    public void A_price_has_its_currency_where_the_payload_tells() =>
        Assert.Equal("12.00 MXN", In("en-US", """{ "name": "n", "price": "12", "currency": "MXN" }""", null).Price);

    [Fact]
    public void Without_a_currency_the_price_is_named_by_its_field()
    {
        Assert.Equal("precio", In("en-US", """{ "nombre": "n", "precio": 12 }""", null).PriceField);
        Assert.Null(In("en-US", """{ "nombre": "n", "precio": 12, "moneda": "EUR" }""", null).PriceField);
    }

    [Fact]
    public void Without_a_field_called_name_the_first_text_that_is_not_the_code_is_the_name() =>
        Assert.Equal("Hammer", In("en-US", """{ "ref": "A-1", "label": "Hammer" }""", "A-1").Name);

    [Theory]
    [InlineData("https://shop.example/a b.jpg", "https://shop.example/a%20b.jpg")]
    [InlineData("http://10.0.0.7/1.png", "http://10.0.0.7/1.png")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:image/svg+xml,<svg/>", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("//shop.example/a.jpg", null)]
    [InlineData("/a.jpg", null)]
    [InlineData("https://user:pass@shop.example/a.jpg", null)]
    [InlineData("", null)]
    public void A_picture_is_an_address_of_the_web_and_nothing_else(string value, string? address)
    {
        var summary = PayloadSummary.Of(JsonSerializer.SerializeToElement(new { name = "n", image_url = value }), null);

        Assert.Equal(address, summary.Picture?.AbsoluteUri);
        Assert.Equal(address is null && value.Length > 0, summary.Facts.Any(fact => fact.Field == "image_url"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_payload_without_fields_shows_nothing(string json)
    {
        var summary = In("en-US", json, "A-1");

        Assert.Null(summary.Name);
        Assert.Empty(summary.Facts);
    }

    [Fact]
    public void A_timestamp_is_shown_as_a_date_of_the_reader_s_region() =>
        Assert.Equal("2/11/2026", In("es-ES", """{ "name": "n", "updated_at": "2026-11-02T10:22:00Z" }""", null).Facts[0].Value);

    private static PayloadSummary In(string culture, string json, string? code)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        return PayloadSummary.Of(JsonSerializer.Deserialize<JsonElement>(json), code);
    }
}
