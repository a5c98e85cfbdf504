using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>A source row as JSON for the error list: for people, so long values are cut; always valid JSON of at most 64 KiB.</summary>
internal static class RowJson
{
    private const int Most = 64 * 1024;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(IReadOnlyList<string> columns, object?[] row)
    {
        // A character takes at most 6 bytes of JSON, so the last round always fits in practice; a row of thousands of columns loses its tail.
        foreach (var longest in (ReadOnlySpan<int>)[Most, 2_000, 100])
        {
            var json = Write(columns, row, longest, row.Length);
            if (Encoding.UTF8.GetByteCount(json) <= Most)
            {
                return json;
            }
        }

        return Write(columns, row, 20, 200);
    }

    private static string Write(IReadOnlyList<string> columns, object?[] row, int longest, int count)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            for (var i = 0; i < Math.Min(count, row.Length); i++)
            {
                writer.WritePropertyName(columns[i].Length > 200 ? columns[i][..200] : columns[i]);
                WriteValue(writer, row[i], longest);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value, int longest)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case byte[] bytes:
                writer.WriteStringValue($"({bytes.Length} bytes)");
                break;
            default:
                writer.WriteStringValue(Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty, longest));
                break;
        }
    }

    private static string Cut(string text, int longest)
    {
        // jsonb on PostgreSQL can't hold U+0000.
        var clean = text.Replace("\0", "\uFFFD", StringComparison.Ordinal);
        if (clean.Length <= longest)
        {
            return clean;
        }

        var end = char.IsHighSurrogate(clean[longest - 1]) ? longest - 1 : longest;
        return $"{clean[..end]}… ({clean.Length} characters)";
    }
}
