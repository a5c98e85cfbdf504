using System.Text.RegularExpressions;

namespace SyncAdmin.Core.Vision;

/// <summary>Sorts printed words into codes and words, by their form alone.</summary>
internal static partial class PrintedText
{
    private const int MostCodes = 10;
    private const int MostWords = 80;
    private const int LongestWord = 40;
    private static readonly char[] Dashes = ['‐', '‑', '‒', '–', '—', '−'];
    private static readonly char[] Edges = [.. " .,;:!?¡¿'\"`´«»“”‘’()[]{}<>|*_=~^\\/-–—·•®©™"];

    internal static ImageUnderstanding Of(IEnumerable<string> printed)
    {
        var words = printed.Select(Clean).Where(IsWord).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords).ToList();
        return new ImageUnderstanding(null, null, [.. words.Where(IsCode).Take(MostCodes)], [.. words.Where(word => !IsCode(word))]);
    }

    /// <summary>A word with a digit that is no measure, year or lone number: <c>TP-4471</c>, <c>GSB13RE</c>, <c>7501206629383</c>.</summary>
    internal static bool IsCode(string word) =>
        (Mixed().IsMatch(word) || Digits().IsMatch(word)) && !Measure().IsMatch(word) && !Date().IsMatch(word);

    /// <summary>Without the signs around it; every kind of dash a hyphen, as codes are stored.</summary>
    internal static string Clean(string word)
    {
        var clean = string.Concat(word.Select(letter => Dashes.Contains(letter) ? '-' : letter)).Trim(Edges);
        return clean.Length > LongestWord ? "" : clean;
    }

    private static bool IsWord(string word) => word.Length > 1 ? word.Any(char.IsLetterOrDigit) : word.Length == 1 && char.IsAsciiDigit(word[0]);

    [GeneratedRegex("^(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]+([-./_][A-Za-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mixed();

    [GeneratedRegex("^([0-9]{4,18}|[0-9]{2,}(-[0-9]{2,})+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    /// <summary>500W, 18V, 10x20, 3.5mm, 2Ah, 50-60Hz.</summary>
    [GeneratedRegex(
        "^([0-9]{1,5}([.,/x-][0-9]+)*(mm|cm|m|in|ft|v|vac|vdc|w|kw|hz|a|ah|mah|wh|kg|g|gr|l|lt|ml|rpm|oz|lb|lbs|psi|bar|hp|pz|pza|pzas|pcs|db|nm)|[0-9]+([.,/x][0-9]+)+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Measure();

    [GeneratedRegex("^((19|20)[0-9]{2}|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();
}
