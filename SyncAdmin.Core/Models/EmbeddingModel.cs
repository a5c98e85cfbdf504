using System.Text;

namespace SyncAdmin.Core.Models;

/// <summary>What a provider's embedding model is and bears.</summary>
/// <param name="Fingerprint">What its vectors are.</param>
/// <param name="MaxBatchItems">Most texts in one call.</param>
/// <param name="Concurrency">Calls that may run at a time.</param>
/// <param name="PricePerMillionTokens">USD.</param>
public sealed record EmbeddingModel(ModelFingerprint Fingerprint, int MaxBatchItems, int Concurrency, decimal PricePerMillionTokens)
{
    /// <summary>Longer texts are cut here (characters) before they are sent. Default: no limit.</summary>
    public int MaxTextCharacters { get; init; } = int.MaxValue;

    /// <summary>Longer texts are cut here (tokens, by <see cref="TokenEstimate"/>) before they are sent. Default: no limit.</summary>
    public int MaxTextTokens { get; init; } = int.MaxValue;

    /// <summary>Most bytes of UTF-8 in one call. Default: no limit.</summary>
    public long MaxBatchBytes { get; init; } = long.MaxValue;

    /// <summary>The texts in as few calls as their bytes allow; a text that is larger than a call may be goes alone.</summary>
    internal IEnumerable<Range> Calls(IReadOnlyList<string> texts)
    {
        var (start, bytes) = (0, 0L);
        for (var i = 0; i < texts.Count; i++)
        {
            var size = Encoding.UTF8.GetByteCount(texts[i]);
            if (i > start && bytes + size > MaxBatchBytes)
            {
                yield return start..i;
                (start, bytes) = (i, 0);
            }

            bytes += size;
        }

        if (start < texts.Count)
        {
            yield return start..texts.Count;
        }
    }

    /// <summary>The text, or as much of its start as the model reads; never half of a surrogate pair, of which JSON would carry a replacement sign.</summary>
    public string Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = text.Length <= MaxTextCharacters
            ? text.Length
            : char.IsHighSurrogate(text[MaxTextCharacters - 1]) ? MaxTextCharacters - 1 : MaxTextCharacters;
        length = TokenEstimate.CharactersWithin(text.AsSpan(0, length), MaxTextTokens);
        return length == text.Length ? text : text[..length];
    }
}
