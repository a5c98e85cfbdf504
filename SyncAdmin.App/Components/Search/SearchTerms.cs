using SyncAdmin.Core.Embeddings.Local;

namespace SyncAdmin.App.Components.Search;

/// <summary>
/// The words of a search, to show in each result why it was found and to say which of them no result has. A word is the same without accents,
/// in singular and plural, half typed, and with a letter or two mistyped: about what the local embedder takes for the same.
/// </summary>
public sealed class SearchTerms
{
    private readonly List<(string Shown, WordKey Key)> _words;

    private SearchTerms(List<(string, WordKey)> words) => _words = words;

    /// <summary>Nothing to look for.</summary>
    public static SearchTerms None { get; } = new([]);

    /// <summary>The words of what was typed that say something: without filler words and single letters.</summary>
    public static SearchTerms Of(string? text)
    {
        text ??= "";
        List<(string Shown, WordKey Key)> words = [];
        foreach (var (start, length) in Runs(text))
        {
            var word = text.Substring(start, length);
            if (WordKey.Of(word) is { Says: true } key && words.TrueForAll(known => !known.Key.IsLike(key)))
            {
                words.Add((word, key));
            }
        }

        return new SearchTerms(words);
    }

    /// <summary>The text in pieces, those that are words of the search marked.</summary>
    internal IReadOnlyList<(string Text, bool Marked)> Mark(string text)
    {
        List<(string, bool)> pieces = [];
        var shown = 0;
        foreach (var (start, length) in Runs(text))
        {
            if (!IsOneOfThese(text.Substring(start, length)))
            {
                continue;
            }

            if (start > shown)
            {
                pieces.Add((text[shown..start], false));
            }

            pieces.Add((text.Substring(start, length), true));
            shown = start + length;
        }

        if (shown < text.Length)
        {
            pieces.Add((text[shown..], false));
        }

        return pieces;
    }

    /// <summary>Words of the search that none of the texts has, as they were typed, and whether that is all of them.</summary>
    internal (IReadOnlyList<string> Words, bool All) MissingIn(IEnumerable<string> texts)
    {
        var missing = _words.ToList();
        foreach (var text in texts)
        {
            foreach (var (start, length) in Runs(text))
            {
                var key = WordKey.Of(text.Substring(start, length));
                missing.RemoveAll(word => word.Key.IsLike(key));
            }
        }

        return ([.. missing.Select(word => word.Shown)], _words.Count > 0 && missing.Count == _words.Count);
    }

    private bool IsOneOfThese(string word)
    {
        var key = WordKey.Of(word);
        return _words.Exists(term => term.Key.IsLike(key));
    }

    /// <summary>Letters and digits apart: "4x40" is 4, x and 40, as in "4 × 40".</summary>
    private static IEnumerable<(int Start, int Length)> Runs(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var kind = KindOf(text[start]);
            var end = start + 1;
            while (end < text.Length && kind != Kind.Other && KindOf(text[end]) == kind)
            {
                end++;
            }

            if (kind != Kind.Other)
            {
                yield return (start, end - start);
            }

            start = end;
        }
    }

    private static Kind KindOf(char character) => character switch
    {
        _ when char.IsDigit(character) => Kind.Digits,
        // A combining accent belongs to the letter before it.
        _ when char.IsLetter(character) || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.NonSpacingMark => Kind.Letters,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Other,
        Letters,
        Digits,
    }

    /// <summary>A word without what people vary.</summary>
    private readonly record struct WordKey(string Text, string Plain, bool Says)
    {
        private const int ShortestHalf = 4;
        private const int ShortestGuess = 5;
        private const int LongWord = 8;

        internal static WordKey Of(string word)
        {
            Span<char> folded = stackalloc char[Math.Min(word.Length, 100) * TextFold.MaxExpansion];
            var plain = folded[..TextFold.Fold(word.AsSpan(0, Math.Min(word.Length, 100)), folded)];
            if (plain.IsEmpty || char.IsDigit(plain[0]))
            {
                return new WordKey(plain.TrimStart('0').ToString(), "", !plain.IsEmpty);
            }

            Span<char> sound = stackalloc char[plain.Length];
            sound = sound[..WordForms.Sound(plain, sound)];
            return new WordKey(sound[..WordForms.StemLength(sound)].ToString(), plain.ToString(), plain.Length > 1 && !FillerWords.Contains(plain));
        }

        /// <summary>Whether a reader would call the other the same word; this one is what was typed.</summary>
        internal bool IsLike(WordKey other)
        {
            if (Text.Length == 0 || string.Equals(Text, other.Text, StringComparison.Ordinal))
            {
                return Text.Length > 0;
            }

            // Half typed by its letters, not its sound: "hammer" sounds like the beginning of "americana".
            return (Plain.Length >= ShortestHalf && other.Plain.StartsWith(Plain, StringComparison.Ordinal))
                || (Plain.Length > 0 && other.Plain.Length > 0 && Text.Length >= ShortestGuess && other.Text.Length >= ShortestGuess && Distance(Text, other.Text) <= (Text.Length >= LongWord ? 2 : 1));
        }

        /// <summary>Letters to change, leave out or put in (Levenshtein).</summary>
        private static int Distance(string one, string two)
        {
            if (Math.Abs(one.Length - two.Length) > 2)
            {
                return int.MaxValue;
            }

            var row = Enumerable.Range(0, two.Length + 1).ToArray();
            for (var i = 1; i <= one.Length; i++)
            {
                var diagonal = row[0];
                row[0] = i;
                for (var j = 1; j <= two.Length; j++)
                {
                    var change = diagonal + (one[i - 1] == two[j - 1] ? 0 : 1);
                    diagonal = row[j];
                    row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
                }
            }

            return row[two.Length];
        }
    }
}
