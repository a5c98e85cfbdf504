namespace SyncAdmin.Core.Vision;

/// <summary>What was understood of a picture.</summary>
/// <param name="Description">What it shows, in a sentence; null where the provider only reads letters.</param>
/// <param name="Brand">The maker; null when none was recognised.</param>
/// <param name="Codes">What looks like a product code, as printed.</param>
/// <param name="Words">Other printed words, in reading order.</param>
public sealed record ImageUnderstanding(string? Description, string? Brand, IReadOnlyList<string> Codes, IReadOnlyList<string> Words)
{
    /// <summary>Characters of <see cref="SearchText"/>.</summary>
    public const int LongestText = 2000;

    /// <summary>All of it as one text to search by, nothing twice; empty when nothing was found.</summary>
    public string SearchText
    {
        get
        {
            var text = "";
            foreach (var part in new[] { Description, Brand }.Concat(Words).Concat(Codes))
            {
                if (!string.IsNullOrWhiteSpace(part) && !text.Contains(part, StringComparison.OrdinalIgnoreCase) && text.Length + part.Length < LongestText)
                {
                    text = text.Length == 0 ? part : $"{text} {part}";
                }
            }

            return text;
        }
    }
}
