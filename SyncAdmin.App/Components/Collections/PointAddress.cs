using System.Globalization;
using System.Text.Json;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Components.Collections;

/// <summary>Which points the URL asks for.</summary>
/// <param name="Field">Payload field that <paramref name="Value"/> is looked for in.</param>
/// <param name="Value">What the field must hold.</param>
/// <param name="Filter">A filter in Qdrant's form.</param>
/// <param name="Offset">The point that the page begins with.</param>
/// <param name="Point">The point that is shown whole.</param>
public sealed record PointAddress(string? Field, string? Value, string? Filter, string? Offset, string? Point)
{
    internal const int PageSize = 25;

    /// <summary>Whether points are left out.</summary>
    internal bool IsFiltered => HasField || !string.IsNullOrWhiteSpace(Filter);

    private bool HasField => !string.IsNullOrWhiteSpace(Field) && !string.IsNullOrWhiteSpace(Value);

    /// <summary>What the store is asked; a problem that names what is wrong.</summary>
    internal Outcome<PointQuery> ToQuery()
    {
        var conditions = new List<Condition>();
        if (!string.IsNullOrWhiteSpace(Filter))
        {
            var filter = Parse(Filter);
            if (!filter.Succeeded)
            {
                return filter.Problem;
            }

            conditions.Add(new Condition.Nested(filter.Value));
        }

        if (HasField)
        {
            var field = Holds(Field!.Trim(), Value!.Trim());
            if (!field.Succeeded)
            {
                return field.Problem;
            }

            conditions.Add(new Condition.Nested(field.Value));
        }

        return new PointQuery(conditions.Count == 0 ? null : new Filter { Must = conditions }, PageSize, Guid.TryParse(Offset, out var from) ? from : null);
    }

    private static Outcome<Filter> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return FilterJson.Parse(document.RootElement);
        }
        catch (JsonException exception)
        {
            return new Problem(ErrorCatalog.VectorFilterInvalid, exception.Message);
        }
    }

    /// <summary>As text, and as the number or truth value that it looks like. Through the reader, so that a wrong path is told.</summary>
    private static Outcome<Filter> Holds(string field, string value)
    {
        List<object> forms = [new { key = field, match = new { value = (object)value } }];
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            forms.Add(new { key = field, match = new { value = (object)whole } });
        }

        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            forms.Add(new { key = field, range = new { gte = number, lte = number } });
        }

        if (bool.TryParse(value, out var truth))
        {
            forms.Add(new { key = field, match = new { value = (object)truth } });
        }

        return FilterJson.Parse(JsonSerializer.SerializeToElement(new { should = forms }));
    }
}
