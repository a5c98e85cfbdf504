namespace SyncAdmin.Core.Models;

/// <summary>
/// Tokens of a text without the model's tokenizer, on the high side: sub-word vocabularies take about three letters of a Latin word as one token,
/// each digit and sign as one of its own, and about one for each character of other scripts. Blanks belong to the word after them.
/// </summary>
public static class TokenEstimate
{
    private const int LettersPerToken = 3;

    /// <summary>At least 1.</summary>
    public static long Of(ReadOnlySpan<char> text)
    {
        var thirds = 0L;
        foreach (var character in text)
        {
            thirds += Thirds(character);
        }

        return Math.Max(1, (thirds + LettersPerToken - 1) / LettersPerToken);
    }

    /// <summary>The sum over texts.</summary>
    public static long Of(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Sum(text => Of(text.AsSpan()));
    }

    /// <summary>How many characters of the text stay within so many tokens; never half of a surrogate pair.</summary>
    public static int CharactersWithin(ReadOnlySpan<char> text, int tokens)
    {
        if (text.Length <= tokens)
        {
            return text.Length; // No character is more than a token.
        }

        var left = (long)tokens * LettersPerToken;
        for (var i = 0; i < text.Length; i++)
        {
            left -= Thirds(text[i]);
            if (left < 0)
            {
                return i > 0 && char.IsHighSurrogate(text[i - 1]) ? i - 1 : i;
            }
        }

        return text.Length;
    }

    private static int Thirds(char character) => character switch
    {
        ' ' => 0,
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => 1,
        < '\u0100' when char.IsLetter(character) => 2, // Accented letters often break a word in two.
        _ => LettersPerToken,
    };
}
