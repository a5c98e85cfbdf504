using System.Globalization;
using System.Text.Json;

namespace SyncAdmin.App.Components.Search;

/// <summary>
/// What a result card shows of a payload, whatever a datasource maps: a name, a price, a text, and the rest as facts.
/// Names are guessed from common words of English and Spanish; a wrong guess only moves a field on the card.
/// </summary>
internal sealed record PayloadSummary(string? Name, string? Price, string? PriceField, string? Text, IReadOnlyList<PayloadFact> Facts)
{
    private static readonly string[] Pictures = ["image_url", "imageurl", "imagen_url", "url_imagen", "image", "imagen", "photo", "foto", "picture", "thumbnail", "img"];
    private static readonly string[] Names = ["name", "nombre", "title", "titulo", "producto", "product"];
    private static readonly string[] Prices = ["price", "precio", "pvp", "price_usd", "unit_price"];
    private static readonly string[] Texts = ["description", "descripcion", "details", "detalle"];
    private static readonly string[] Codes = ["code", "codigo", "sku"];
    private static readonly string[] Currencies = ["currency", "moneda"];
    private static readonly string[] Filterable = ["brand", "marca", "category", "categoria", "line", "linea", "unit", "unidad", "family", "familia"];

    /// <summary>Address of its picture, where a field holds one; nothing but http and https, and no password in it.</summary>
    internal Uri? Picture { get; private init; }

    internal static PayloadSummary Of(JsonElement payload, string? code)
    {
        if (payload.ValueKind != JsonValueKind.Object)
        {
            return new PayloadSummary(null, null, null, null, []);
        }

        var fields = payload.EnumerateObject().Where(field => field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)).ToList();
        var name = Find(fields, Names) ?? FirstText(fields, code);
        var price = Find(fields, Prices);
        var text = Find(fields, Texts);
        var currency = Find(fields, Currencies);
        var picture = Find(fields, Pictures) is { } field && PictureIn(field.Value) is { } address ? (field, address) : ((JsonProperty, Uri)?)null;
        var used = new[] { name, price, text, currency, picture?.Item1 }.OfType<JsonProperty>().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var facts = fields
            .Where(field => !used.Contains(field.Name) && !(Is(field, Codes) && string.Equals(field.Value.ToString(), code, StringComparison.Ordinal)))
            .Select(field => new PayloadFact(field.Name, Show(field.Value), Is(field, Filterable) && field.Value.ValueKind == JsonValueKind.String))
            .Where(fact => fact.Value.Length > 0)
            // What can be clicked comes first; the rest keeps the payload's order.
            .OrderByDescending(fact => fact.Filterable)
            .ToList();
        return new PayloadSummary(
            name is { } n ? Show(n.Value) : null,
            price is { } p ? ShowPrice(p.Value, currency?.Value.ToString()) : null,
            // Nothing says in which money it is: its field's name at least says what the number is.
            currency is null ? price?.Name.Replace('_', ' ') : null,
            text is { } t ? Show(t.Value) : null,
            facts)
        {
            Picture = picture?.Item2,
        };
    }

    /// <summary>Everything in a payload that a search can have found.</summary>
    internal static IEnumerable<string> AllTexts(JsonElement payload) => payload.ValueKind switch
    {
        JsonValueKind.Object => payload.EnumerateObject().SelectMany(field => AllTexts(field.Value)),
        JsonValueKind.Array => payload.EnumerateArray().SelectMany(AllTexts),
        JsonValueKind.String or JsonValueKind.Number => [payload.ToString()],
        _ => [],
    };

    private static JsonProperty? Find(List<JsonProperty> fields, string[] words) =>
        words.SelectMany(word => fields.Where(field => string.Equals(field.Name, word, StringComparison.OrdinalIgnoreCase))).Select(field => (JsonProperty?)field).FirstOrDefault();

    private static JsonProperty? FirstText(List<JsonProperty> fields, string? code) =>
        fields.Where(field => field.Value.ValueKind == JsonValueKind.String && !field.Value.ValueEquals(code)).Select(field => (JsonProperty?)field).FirstOrDefault();

    private static bool Is(JsonProperty field, string[] words) => words.Contains(field.Name, StringComparer.OrdinalIgnoreCase);

    private static Uri? PictureIn(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https" } && address.UserInfo.Length == 0
            ? address
            : null;

    private static string ShowPrice(JsonElement value, string? currency) =>
        (Decimal(value) is { } price ? price.ToString("N2", CultureInfo.CurrentCulture) : value.ToString()) + (string.IsNullOrEmpty(currency) ? "" : " " + currency);

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when IsTimestamp(value, out var at) => at.ToString("d", CultureInfo.CurrentCulture),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number.ToString("#,0.######", CultureInfo.CurrentCulture),
        _ => value.ToString(),
    };

    private static bool IsTimestamp(JsonElement value, out DateTimeOffset at)
    {
        at = default;
        return value.GetString() is { Length: >= 19 } text && text[4] == '-' && text[7] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
    }

    private static decimal? Decimal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        // Decimals beyond what a double keeps are stored as text.
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
