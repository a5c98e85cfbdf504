namespace SyncAdmin.Core.Embeddings.Local;

/// <summary>
/// Splits a folded text into tokens and adds each one's features: the token as written, its stem as it sounds, its fragments. A chunk with
/// digits or joiners ("TRP-0012-B", "8x20mm", "1/2") counts as one heavy token, joiners aside, and lighter in its parts.
/// </summary>
internal static class TokenFeatures
{
    /// <summary>Longer runs are cut into tokens of this length, so that a buffer on the stack holds each.</summary>
    private const int LongestToken = 64;

    // Squares of the shares add up to about 1: a token's features together have the token's weight as their length. In percent.
    private const int WrittenShare = 45;
    private const int StemShare = 35;
    private const int FragmentShare = 82;

    private const ulong WrittenSeed = 0x9E3779B97F4A7C15UL;
    private const ulong StemSeed = 0xC2B2AE3D27D4EB4FUL;
    private const ulong FragmentSeed = 0x165667B19E3779F9UL;

    internal static void Add(ReadOnlySpan<char> folded, Features features)
    {
        Span<char> joined = stackalloc char[LongestToken];
        var start = 0;
        while (start < folded.Length)
        {
            if (!IsWord(folded[start]))
            {
                start++;
                continue;
            }

            var end = ChunkEnd(folded, start);
            AddChunk(folded[start..end], joined, features);
            start = end;
        }
    }

    private static bool IsWord(char character) => character != ' ' && !TextFold.IsJoiner(character);

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static int ChunkEnd(ReadOnlySpan<char> folded, int start)
    {
        var end = start + 1;
        while (end < folded.Length && end - start < LongestToken && (IsWord(folded[end]) || Joins(folded, end)))
        {
            end++;
        }

        return end;
    }

    /// <summary>A dash joins whatever it stands between; a stop or a slash does so only beside a digit: else it ends a sentence or parts two words.</summary>
    private static bool Joins(ReadOnlySpan<char> folded, int index)
    {
        if (!TextFold.IsJoiner(folded[index]) || index + 1 >= folded.Length)
        {
            return false;
        }

        var (before, after) = (folded[index - 1], folded[index + 1]);
        return IsWord(before) && IsWord(after) && (folded[index] == '-' || IsDigit(before) || IsDigit(after));
    }

    private static void AddChunk(ReadOnlySpan<char> chunk, Span<char> joined, Features features)
    {
        var length = 0;
        var digits = 0;
        var simple = true;
        for (var index = 0; index < chunk.Length; index++)
        {
            var character = chunk[index];
            if (TextFold.IsJoiner(character))
            {
                simple = false;
                // "1/2" is not "12", but "TRP-0012" is "TRP0012".
                if (character != '-' && IsDigit(chunk[index - 1]) && IsDigit(chunk[index + 1]))
                {
                    joined[length++] = character;
                }

                continue;
            }

            digits += IsDigit(character) ? 1 : 0;
            joined[length++] = character;
        }

        AddToken(joined[..length], digits > 0, Weight(joined[..length], digits), features);
        if (!simple || (digits > 0 && digits < length))
        {
            AddParts(chunk, digits > 0 ? 40 : 90, features);
        }
    }

    /// <summary>The runs of letters and of digits inside a chunk, at a share of their weight in percent.</summary>
    private static void AddParts(ReadOnlySpan<char> chunk, int share, Features features)
    {
        var start = 0;
        while (start < chunk.Length)
        {
            var end = start + 1;
            while (end < chunk.Length && IsWord(chunk[end]) && IsDigit(chunk[end]) == IsDigit(chunk[start]))
            {
                end++;
            }

            if (IsWord(chunk[start]))
            {
                var part = chunk[start..end];
                var isNumber = IsDigit(part[0]);
                AddToken(part, isNumber, Weight(part, isNumber ? part.Length : 0) * share / 100, features);
            }

            start = end;
        }
    }

    /// <summary>Amplitude of a token: what a corpus would say by its statistics, guessed from its form. Rare are codes; common are short and filler words.</summary>
    private static int Weight(ReadOnlySpan<char> token, int digits) => (digits, token.Length) switch
    {
        (0, 1) => Features.Unit * 25 / 100,
        (0, 2) => Features.Unit * 50 / 100,
        (0, _) => FillerWords.Contains(token) ? Features.Unit * 15 / 100 : Features.Unit,
        (_, 1) => Features.Unit * 50 / 100,
        (_, 2) => Features.Unit * 75 / 100,
        (_, 3) => Features.Unit * 95 / 100,
        (_, var length) => Features.Unit * Math.Min(90 + (length * 8), 150) / 100,
    };

    private static void AddToken(ReadOnlySpan<char> token, bool hasDigits, int weight, Features features)
    {
        Span<char> sound = stackalloc char[LongestToken + 2];
        features.AddWhole(Features.Hash(token, WrittenSeed), weight * WrittenShare / 100);

        // A code has no plural: its stem is itself, so that its whole form keeps the weight of both.
        var length = 1;
        if (hasDigits)
        {
            token.CopyTo(sound[1..]);
            length += token.Length;
        }
        else
        {
            length += WordForms.Sound(token, sound[1..]);
        }

        var stem = sound[1..length];
        stem = hasDigits ? stem : stem[..WordForms.StemLength(stem)];
        features.AddWhole(Features.Hash(stem, StemSeed), weight * StemShare / 100);

        sound[0] = '^';
        sound[length++] = '$';
        AddFragments(sound[..length], weight, features);
    }

    private static void AddFragments(ReadOnlySpan<char> sound, int weight, Features features)
    {
        var count = Math.Max(sound.Length - 2, 1);
        var amplitude = (int)(weight * FragmentShare / 100 * FragmentScale[count]);
        for (var index = 0; index + 2 < sound.Length; index++)
        {
            features.AddFragment(FragmentSeed + sound[index] + ((ulong)sound[index + 1] << 16) + ((ulong)sound[index + 2] << 32), amplitude);
        }
    }

    /// <summary>1/√(2n): n fragments on two positions each have together the length 1.</summary>
    private static readonly double[] FragmentScale = [.. Enumerable.Range(0, LongestToken + 3).Select(count => count == 0 ? 0 : 1 / Math.Sqrt(2 * count))];
}
