using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>The answer of <c>GET /collections/{name}</c>, flags of before and since 1.19.</summary>
internal static class QdrantCollectionInfo
{
    internal static CollectionDescription Read(string name, JsonElement info)
    {
        var config = Member(info, "config");
        var parameters = Member(config, "params");
        var vectors = Member(parameters, "vectors");
        var hnsw = Member(config, "hnsw_config");
        var unusable = Unusable(vectors, Member(parameters, "sparse_vectors"));
        var isOurs = Member(vectors, "size").ValueKind == JsonValueKind.Number && Member(vectors, "multivector_config").ValueKind != JsonValueKind.Object;
        var spec = new CollectionSpec(
            isOurs ? Member(vectors, "size").GetInt32() : 0,
            Enum.TryParse<Distance>(Text(vectors, "distance"), out var distance) ? distance : Distance.Cosine,
            Count(hnsw, "m"),
            Count(hnsw, "ef_construct"))
        {
            OnDisk = IsCold(vectors) ?? Flag(vectors, "on_disk"),
            HnswOnDisk = IsCold(hnsw) ?? Flag(hnsw, "on_disk"),
            OnDiskPayload = IsCold(Member(parameters, "payload")) ?? Flag(parameters, "on_disk_payload"),
            Quantization = QuantizationOf(Member(config, "quantization_config")),
        };
        var status = Text(info, "status") ?? "grey";
        return new CollectionDescription(name, spec, Member(info, "points_count") is { ValueKind: JsonValueKind.Number } count ? count.GetInt64() : 0, status, Indexes(info))
        {
            Unusable = unusable,
            Damage = status == "red" ? new Problem(ErrorCatalog.QdrantCollectionRed, $"Collection '{name}' is red{Why(info)}.") : null,
        };
    }

    /// <summary>What its points have instead of, or beside, one unnamed dense vector of float numbers.</summary>
    private static string? Unusable(JsonElement vectors, JsonElement sparse)
    {
        if (Member(vectors, "size").ValueKind != JsonValueKind.Number)
        {
            return Names(vectors) is { } named ? $"has the named vectors {named}" : "has no dense vectors";
        }

        return Names(sparse) is { } words ? $"has the sparse vectors {words} beside its dense ones"
            : Member(vectors, "multivector_config").ValueKind == JsonValueKind.Object ? "keeps several vectors a point"
            : Text(vectors, "datatype") is "uint8" ? "keeps vectors of whole numbers (uint8)"
            : null;
    }

    private static string? Names(JsonElement of) =>
        of.ValueKind == JsonValueKind.Object && of.EnumerateObject().Any() ? string.Join(", ", of.EnumerateObject().Select(member => member.Name)) : null;

    private static string Why(JsonElement info) => Text(Member(info, "optimizer_status"), "error") is { } error ? $": {error.TrimEnd('.')}" : "";

    private static Dictionary<string, string> Indexes(JsonElement info)
    {
        var indexes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Member(info, "payload_schema") is { ValueKind: JsonValueKind.Object } schema)
        {
            foreach (var field in schema.EnumerateObject())
            {
                indexes[field.Name] = Text(field.Value, "data_type") ?? "";
            }
        }

        return indexes;
    }

    private static Quantization? QuantizationOf(JsonElement config)
    {
        foreach (var (kind, name) in new[] { (QuantizationKind.Scalar, "scalar"), (QuantizationKind.Binary, "binary"), (QuantizationKind.Product, "product") })
        {
            if (Member(config, name) is { ValueKind: JsonValueKind.Object } of)
            {
                bool? isPinned = Text(of, "memory") is { } memory ? memory == "pinned" : null;
                return new Quantization(kind, isPinned ?? Flag(of, "always_ram"), Member(of, "quantile") is { ValueKind: JsonValueKind.Number } quantile ? quantile.GetDouble() : null);
            }
        }

        return null;
    }

    private static bool? IsCold(JsonElement of) => Text(of, "memory") is { } memory ? memory == "cold" : null;

    private static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Count(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.Number } count ? count.GetInt32() : null;

    private static bool? Flag(JsonElement of, string name) =>
        Member(of, name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
}
