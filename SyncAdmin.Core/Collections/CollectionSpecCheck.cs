using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>What a person may ask of a new collection; Qdrant's bounds. Finds every mistake at once.</summary>
internal static class CollectionSpecCheck
{
    internal static Problem? Check(CollectionSpec spec)
    {
        var mistakes = Mistakes(spec).ToDictionary(mistake => mistake.Member, mistake => mistake.What, StringComparer.Ordinal);
        return mistakes.Count == 0
            ? null
            : new Problem(ErrorCatalog.CollectionSpecInvalid, $"{string.Join("; ", mistakes.Values)}.")
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = mistakes },
            };
    }

    private static IEnumerable<(string Member, string What)> Mistakes(CollectionSpec spec)
    {
        (string Member, double? Value, double Lowest, double Highest)[] ranges =
        [
            ("vectorSize", spec.VectorSize, 1, 65_536),
            ("hnsw.m", spec.HnswM, 0, 512),
            ("hnsw.efConstruct", spec.HnswEfConstruct, 4, 4096),
            ("quantization.quantile", spec.Quantization?.Quantile, 0.5, 1),
        ];
        foreach (var (member, value, lowest, highest) in ranges)
        {
            if (value is { } number && !(number >= lowest && number <= highest))
            {
                yield return (member, FormattableString.Invariant($"{member} is {number}; it may be {lowest} to {highest}"));
            }
        }

        if (spec.Quantization is { Quantile: not null, Kind: not QuantizationKind.Scalar } other)
        {
            yield return ("quantization.type", FormattableString.Invariant($"quantization.quantile belongs to scalar quantization; the type is {EnumWord(other.Kind)}"));
        }
    }

#pragma warning disable CA1308 // The API's word, not a normalisation for comparing.
    private static string EnumWord(QuantizationKind kind) => kind.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
