using System.Buffers.Binary;

namespace SyncAdmin.Core.Vision.Checks;

/// <summary>
/// Finds the second face of a file that is a picture and something else too. Programs that read HTML, PDF or ZIP forgive what stands before
/// (PDF: its first 1,024 bytes; ZIP: is read from its end), which is what such files live on.
/// </summary>
internal static class Disguises
{
    private const int WherePdfMayBegin = 1024;
    private const int EndRecordLength = 22;
    private static ReadOnlySpan<byte> EndRecord => "PK\x05\x06"u8;
    private static ReadOnlySpan<byte> DirectoryRecord => "PK\x01\x02"u8;

    /// <summary>A picture that is also a PDF or a ZIP, wherever in the file that begins; null when it is not.</summary>
    internal static string? OfWhole(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, WherePdfMayBegin)].IndexOf("%PDF-"u8) >= 0 ? "a PDF"
        : IsArchive(bytes) ? "a ZIP archive"
        : null;

    /// <summary>Markup or a program in a part that holds no pixels: a comment, metadata, an unknown chunk. Metadata's own XML is none.</summary>
    internal static string? InText(ReadOnlySpan<byte> part)
    {
        if (part.IndexOf("%PDF-"u8) >= 0)
        {
            return "a PDF";
        }

        for (var at = part.IndexOf((byte)'<'); at >= 0;)
        {
            var rest = part[(at + 1)..];
            if (Markup(rest) is { } found)
            {
                return found;
            }

            var next = rest.IndexOf((byte)'<');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    private static string? Markup(ReadOnlySpan<byte> afterBracket) => afterBracket switch
    {
        [(byte)'s' or (byte)'S', ..] => Begins(afterBracket, "svg"u8) ? "an SVG" : Begins(afterBracket, "script"u8) ? "HTML" : null,
        [(byte)'h' or (byte)'H', ..] => Begins(afterBracket, "html"u8) ? "HTML" : null,
        [(byte)'i' or (byte)'I', ..] => Begins(afterBracket, "iframe"u8) ? "HTML" : null,
        [(byte)'!', ..] => Begins(afterBracket, "!doctype"u8) ? "HTML" : null,
        [(byte)'?', ..] => Begins(afterBracket, "?php"u8) ? "PHP" : null,
        _ => null,
    };

    /// <summary>The word in any case, and it ends there.</summary>
    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length
        && System.Text.Ascii.EqualsIgnoreCase(text[..word.Length], word)
        && (text.Length == word.Length || !char.IsAsciiLetterOrDigit((char)text[word.Length]));

    /// <summary>
    /// An "end of central directory" record that fits: its comment ends with the file, or the directory stands right before it. Four
    /// bytes alone occur in pixels by chance.
    /// </summary>
    private static bool IsArchive(ReadOnlySpan<byte> bytes)
    {
        for (var (start, found) = (0, bytes.IndexOf(EndRecord)); found >= 0; found = bytes[start..].IndexOf(EndRecord))
        {
            var at = start + found;
            var record = bytes[at..];
            if (record.Length >= EndRecordLength)
            {
                var directoryLength = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
                var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(record[20..]);
                if (EndRecordLength + commentLength == record.Length
                    || (directoryLength > 0 && directoryLength <= at && bytes[(at - (int)directoryLength)..].StartsWith(DirectoryRecord)))
                {
                    return true;
                }
            }

            start = at + 1;
        }

        return false;
    }
}
