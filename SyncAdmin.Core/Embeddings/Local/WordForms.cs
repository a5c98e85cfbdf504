namespace SyncAdmin.Core.Embeddings.Local;

/// <summary>
/// Forms of a folded word that ignore what people vary: number and gender (<c>tornillos</c>, <c>tornillo</c>; <c>batteries</c>,
/// <c>battery</c>) and, in Spanish, what sounds the same (<c>v/b</c>, <c>s/z/c</c>, <c>ll/y</c>, silent <c>h</c>). Both sides of a search are
/// brought to the same form, so it need not be right, only the same.
/// </summary>
internal static class WordForms
{
    private const int ShortestStem = 3;

    /// <summary>Writes the word as it sounds and returns its length, never longer than the word.</summary>
    internal static int Sound(ReadOnlySpan<char> word, Span<char> sound)
    {
        var length = 0;
        for (var index = 0; index < word.Length; index++)
        {
            var letter = word[index];
            var next = index + 1 < word.Length ? word[index + 1] : '\0';
            letter = letter switch
            {
                'v' or 'w' => 'b',
                'z' => 's',
                'c' when next == 'h' => 'x',
                'c' when next is 'e' or 'i' => 's',
                'c' or 'q' => 'k',
                'g' when next is 'e' or 'i' => 'j',
                'l' when next == 'l' => 'y',
                'y' when next == '\0' => 'i',
                'h' => '\0',
                'u' when index > 0 && word[index - 1] == 'q' => '\0',
                _ => letter,
            };
            var doubled = length > 0 && (letter == sound[length - 1] || (word[index] == 'l' && index > 0 && word[index - 1] == 'l'));
            if (letter != '\0' && !doubled)
            {
                sound[length++] = letter;
            }
        }

        return length;
    }

    /// <summary>Length of the stem: without the plural's s and the vowel of gender or plural before it.</summary>
    internal static int StemLength(ReadOnlySpan<char> sound)
    {
        var length = sound.Length;
        if (length > ShortestStem && sound[length - 1] == 's')
        {
            length--;
        }

        return length > ShortestStem && sound[length - 1] is 'a' or 'e' or 'o' ? length - 1 : length;
    }
}
