using System.Globalization;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Datasources;

/// <summary>First rows of a source, as the API answers them.</summary>
/// <param name="Columns">Of the result.</param>
/// <param name="Rows">One object a row: column name → value.</param>
/// <param name="Total">Exact count; null when counting took too long.</param>
internal sealed record PreviewView(IReadOnlyList<SourceColumn> Columns, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows, long? Total)
{
    internal const int DefaultRows = 10;
    internal const int MostRows = 100;

    // A preview is looked at: a hundred rows of 16 MB each would be an answer that no browser survives.
    private const int LongestText = 100_000;
    private const int LongestBinary = 65_536;

    internal static Problem LimitOutOfRange(int limit) => new(ErrorCatalog.RequestMalformed, $"limit={limit} is out of range: 1 to {MostRows}.");

    internal static PreviewView Of(SourcePreview preview) =>
        new(preview.Columns, [.. preview.Rows.Select(row => RowOf(preview.Columns, row))], preview.Total);

    private static Dictionary<string, object?> RowOf(IReadOnlyList<SourceColumn> columns, object?[] row)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var index = 0; index < row.Length; index++)
        {
            named[columns[index].Name] = Json(row[index]);
        }

        return named;
    }

    /// <summary>Values that JSON has no form for are shown as text; a driver's own type is never serialised by its members.</summary>
    private static object? Json(object? value) => value switch
    {
        null or DBNull => null,
        string { Length: > LongestText } text =>
            string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, LongestText - (char.IsHighSurrogate(text[LongestText - 1]) ? 1 : 0))}… ({text.Length:N0} characters)"),
        byte[] { Length: > LongestBinary } bytes => string.Create(CultureInfo.InvariantCulture, $"({bytes.Length:N0} bytes)"),
        double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        float number when !float.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => value,
        DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid or byte[] => value,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
