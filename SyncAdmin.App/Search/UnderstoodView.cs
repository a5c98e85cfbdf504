using SyncAdmin.Core.Vision;

namespace SyncAdmin.App.Search;

/// <summary>What is in a picture, as the API answers it.</summary>
/// <param name="Text">All of it as one text, by which was searched; empty when nothing was found.</param>
/// <param name="Description">What it shows; null where the provider only reads letters.</param>
/// <param name="Brand">The maker, if recognised.</param>
/// <param name="Codes">Codes printed on it; matched exactly first.</param>
/// <param name="Words">Other printed words.</param>
internal sealed record UnderstoodView(string Text, string? Description, string? Brand, IReadOnlyList<string> Codes, IReadOnlyList<string> Words)
{
    internal static UnderstoodView Of(ImageUnderstanding seen) => new(seen.SearchText, seen.Description, seen.Brand, seen.Codes, seen.Words);
}
