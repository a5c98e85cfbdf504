namespace SyncAdmin.Tests.Embeddings;

/// <summary>The slips of a hurried hand: a letter left out, doubled, swapped with its neighbour, or another one in its place.</summary>
internal static class Typos
{
    internal static string In(string text, int count, Random random)
    {
        for (var made = 0; made < count; made++)
        {
            text = One(text, random);
        }

        return text;
    }

    private static string One(string text, Random random)
    {
        // A letter inside a word of at least four: nobody would expect "M6" with another digit to find M6.
        var places = Enumerable.Range(1, text.Length - 2)
            .Where(index => char.IsLetter(text[index - 1]) && char.IsLetter(text[index]) && char.IsLetter(text[index + 1]) && WordLength(text, index) >= 4)
            .ToArray();
        var place = places[random.Next(places.Length)];
        return random.Next(4) switch
        {
            0 => text.Remove(place, 1),
            1 => text.Insert(place, text[place].ToString()),
            2 => text[..place] + text[place + 1] + text[place] + text[(place + 2)..],
            _ => text[..place] + (char)('a' + random.Next(26)) + text[(place + 1)..],
        };
    }

    private static int WordLength(string text, int index)
    {
        var (start, end) = (index, index);
        while (start > 0 && char.IsLetter(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        return end - start;
    }
}
