using System.Text;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Records;

/// <summary>
/// The canonical text of a key. A contract that may never change: point ids are made of it. Each value has its text of
/// <see cref="CanonicalValue"/>, with two rules for keys: blanks (U+0020) at the end of a string are left out, as CHAR columns compare, and
/// binary is lower-case hexadecimal. Case is kept. One column: its text as it is. Several: joined by <c>|</c>, where a <c>|</c>
/// or <c>\</c> inside a value gets a <c>\</c> in front, so that no two keys share a text.
/// </summary>
public static partial class RecordKey
{
    /// <summary>Longest key or code, in characters.</summary>
    public const int MaxLength = 1024;

    /// <summary>Longest key or code in UTF-8: what an index of PostgreSQL takes, with room for its other columns.</summary>
    public const int MaxBytes = 2048;

    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or why this key can't be used.</summary>
    public static Outcome<string> Of(SourceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Values.Count == 1)
        {
            return Of(key.Values[0]);
        }

        var text = new StringBuilder();
        for (var i = 0; i < key.Values.Count; i++)
        {
            if (Part(key.Values[i]) is not { } part)
            {
                return new Problem(ErrorCatalog.RecordKeyInvalid, "A part of the key is not a number.");
            }

            text.Append(i == 0 ? "" : "|")
                .Append(part.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal));
        }

        return Checked(text.ToString(), ErrorCatalog.RecordKeyInvalid, "key");
    }

    /// <summary>The text of a key of one column.</summary>
    internal static Outcome<string> Of(object value) => Part(value) is { } text
        ? Checked(text, ErrorCatalog.RecordKeyInvalid, "key")
        : new Problem(ErrorCatalog.RecordKeyInvalid, "The key is not a number.");

    /// <summary>A value's text in keys and codes; null for NaN and infinity.</summary>
    internal static string? Part(object value) => value switch
    {
        string text => text.Length > 0 && text[^1] == ' ' ? text.TrimEnd(' ') : text,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        _ => CanonicalValue.Text(value),
    };

    /// <summary>The text, when the ledger can hold it.</summary>
    internal static Outcome<string> Checked(string text, ErrorDefinition error, string what)
    {
        if (text.Length > MaxLength)
        {
            return new Problem(error, $"The {what} has {text.Length} characters; at most {MaxLength} are possible. It starts with \"{Start(text)}\".");
        }

        if (System.Text.Ascii.IsValid(text))
        {
            return text.Contains('\0', StringComparison.Ordinal) ? new Problem(error, $"The {what} holds a NUL character. It starts with \"{Start(text)}\".") : text;
        }

        try
        {
            var bytes = Strict.GetByteCount(text);
            return bytes > MaxBytes ? new Problem(error, $"The {what} has {bytes} bytes in UTF-8; at most {MaxBytes} are possible. It starts with \"{Start(text)}\".")
                : text.Contains('\0', StringComparison.Ordinal) ? new Problem(error, $"The {what} holds a NUL character. It starts with \"{Start(text)}\".")
                : text;
        }
        catch (EncoderFallbackException)
        {
            return new Problem(error, $"The {what} holds half a surrogate pair, which is no character. It starts with \"{Start(text)}\".");
        }
    }

    private static string Start(string text) =>
        string.Concat(text.EnumerateRunes().TakeWhile(static rune => !Rune.IsControl(rune)).Take(40).Select(static rune => rune.ToString()));
}
