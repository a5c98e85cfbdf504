using System.Collections.Frozen;

namespace SyncAdmin.Core.Embeddings.Local;

/// <summary>Words that say nothing of what a record is, in Spanish and English, folded. They stand in for the corpus statistics that a stateless embedder has not.</summary>
internal static class FillerWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.Create(
        StringComparer.Ordinal,
        "a", "al", "con", "de", "del", "e", "el", "en", "es", "la", "las", "lo", "los", "o", "para", "por", "que", "se", "sin", "su", "sus", "un",
        "una", "unas", "unos", "y", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "that", "the", "this", "to", "with")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    internal static bool Contains(ReadOnlySpan<char> word) => word.Length <= 4 && Words.Contains(word);
}
