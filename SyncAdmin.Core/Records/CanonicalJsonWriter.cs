using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SyncAdmin.Core.Records;

/// <summary>
/// Writes canonical JSON: no blanks, strings as UTF-8 with only what JSON demands escaped (RFC 8785's way), NUL characters left out, half
/// surrogate pairs replaced by U+FFFD, NaN and infinity as null. Our own, because the escapes of the framework's encoders depend
/// on the version's Unicode tables, and a payload hash may never change by itself. Reused; not for concurrent use.
/// </summary>
internal sealed class CanonicalJsonWriter
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(static code => (char)code), '"', '\\']);

    private byte[] _buffer = new byte[1024];

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    internal int Length { get; private set; }

    internal void Clear() => Length = 0;

    internal void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    internal void Value(object? value)
    {
        switch (value)
        {
            case null:
                Raw("null"u8);
                break;
            case string text:
                String(text);
                break;
            case JsonElement json:
                Json(json);
                break;
            case byte[] bytes:
                Binary(bytes);
                break;
            default:
                Scalar(value);
                break;
        }
    }

    internal void Number(long number)
    {
        number.TryFormat(Room(20), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    internal void String(ReadOnlySpan<char> text)
    {
        Raw("\""u8);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            var run = plain < 0 ? text : text[..plain];
            Length += Encoding.UTF8.GetBytes(run, Room(run.Length * 3));
            if (plain < 0)
            {
                break;
            }

            Escape(text[plain]);
            text = text[(plain + 1)..];
        }

        Raw("\""u8);
    }

    /// <summary>A JSON value in canonical form: members in ordinal order (the last of equal names), numbers normalised.</summary>
    internal void Json(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                Object(json);
                break;
            case JsonValueKind.Array:
                Raw("["u8);
                var first = true;
                foreach (var item in json.EnumerateArray())
                {
                    Raw(first ? ""u8 : ","u8);
                    first = false;
                    Json(item);
                }

                Raw("]"u8);
                break;
            case JsonValueKind.String:
                String(json.GetString());
                break;
            case JsonValueKind.Number:
                Number(json);
                break;
            case JsonValueKind.Undefined:
                Raw("null"u8);
                break;
            default:
                Raw(Encoding.ASCII.GetBytes(json.GetRawText()));
                break;
        }
    }

    private void Object(JsonElement json)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        var separator = "{"u8;
        foreach (var (name, value) in members)
        {
            Raw(separator);
            separator = ","u8;
            String(name);
            Raw(":"u8);
            Json(value);
        }

        Raw(members.Count == 0 ? "{}"u8 : "}"u8);
    }

    private void Number(JsonElement json)
    {
        var text = json.GetRawText();
        // A decimal that lost digits in parsing is kept as written: exact beats uniform.
        if (text.Length <= 28 && json.TryGetDecimal(out var number) && (number != 0 || !text.Contains('e', StringComparison.OrdinalIgnoreCase)))
        {
            Scalar(number);
        }
        else
        {
            Raw(Encoding.ASCII.GetBytes(text));
        }
    }

    private void Scalar(object value)
    {
        Span<char> text = stackalloc char[CanonicalValue.MaxScalarLength];
        if (!CanonicalValue.TryFormat(value, text, out var written, out var isLiteral))
        {
            Raw("null"u8);
        }
        else if (isLiteral)
        {
            Length += Encoding.ASCII.GetBytes(text[..written], Room(written));
        }
        else
        {
            String(text[..written]);
        }
    }

    private void Binary(byte[] bytes)
    {
        Raw("\""u8);
        Base64.EncodeToUtf8(bytes, Room(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        Length += written;
        Raw("\""u8);
    }

    private void Escape(char c)
    {
        switch (c)
        {
            case '\0':
                break; // PostgreSQL and C strings can't hold one; it never means anything.
            case '"':
                Raw("\\\""u8);
                break;
            case '\\':
                Raw("\\\\"u8);
                break;
            case '\n':
                Raw("\\n"u8);
                break;
            case '\r':
                Raw("\\r"u8);
                break;
            case '\t':
                Raw("\\t"u8);
                break;
            case '\b':
                Raw("\\b"u8);
                break;
            case '\f':
                Raw("\\f"u8);
                break;
            default:
                Raw([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)('0' + (c >> 4)), (byte)"0123456789abcdef"[c & 15]]);
                break;
        }
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - Length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + bytes));
        }

        return _buffer.AsSpan(Length);
    }
}
