namespace SyncAdmin.Core.Embeddings.Local;

/// <summary>
/// Brings a text to the alphabet that features are made of: lower-case letters without accents, digits, the joiners <c>- / .</c> that may
/// stand inside a code or a number, and a blank for all else. So "Ángulo" and "angulo", "M8×20" and "m8x20", "½" and "1/2" are the same.
/// </summary>
internal static class TextFold
{
    /// <summary>Most characters that one character becomes ("½" is "1/2").</summary>
    internal const int MaxExpansion = 3;

    private const char Blank = ' ';
    private const char Dropped = '\0';

    // One letter for each of U+00C0…U+00FF and U+0100…U+017F. Written out rather than taken from Unicode normalisation, whose data come
    // with the operating system: a vector must not depend on where it was made.
    private const string Latin1 = "aaaaaaaceeeeiiiidnoooooxouuuuyts" + "aaaaaaaceeeeiiiidnooooo ouuuuyty";
    private const string LatinExtended =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>Writes the folded text and returns its length; <paramref name="folded"/> holds <see cref="MaxExpansion"/> times the text.</summary>
    internal static int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        var length = 0;
        foreach (var character in text)
        {
            if (character is >= '\u00BC' and <= '\u00BE')
            {
                (character switch { '\u00BC' => "1/4", '\u00BD' => "1/2", _ => "3/4" }).CopyTo(folded[length..]);
                length += MaxExpansion;
                continue;
            }

            var letter = character < 0x80 ? Ascii(character) : Beyond(character);
            if (letter != Dropped)
            {
                folded[length++] = letter;
            }
        }

        return length;
    }

    internal static bool IsJoiner(char character) => character is '-' or '/' or '.';

    private static char Ascii(char character) => character switch
    {
        >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '/' or '.' => character,
        >= 'A' and <= 'Z' => (char)(character | 0x20),
        '_' => '-',
        ',' => '.',
        _ => Blank,
    };

    private static char Beyond(char character) => character switch
    {
        '\u00AA' => 'a',
        '\u00BA' => 'o',
        '\u00B2' => '2',
        '\u00B3' => '3',
        >= '\u00C0' and <= '\u00FF' => Latin1[character - '\u00C0'],
        >= '\u0100' and <= '\u017F' => LatinExtended[character - '\u0100'],
        >= '\u0300' and <= '\u036F' => Dropped, // Combining marks: "a" + U+0301 is "á".
        >= '\u2010' and <= '\u2014' => '-',
        >= '\uFF01' and <= '\uFF5E' => Ascii((char)(character - 0xFEE0)),
        _ when char.IsSurrogate(character) => character, // An emoji is a word too: it is all that some texts have.
        _ => char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : Blank,
    };
}
