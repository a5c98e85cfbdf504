using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>The answer of <c>GET /collections/{name}</c>, flags of before and since 1.19.</summary>
internal static class QdrantCollectionInfo
{
    /// <summary>A collection with named, several or sparse vectors has vector size 0: SyncAdmin writes none of these.</summary>
    internal static CollectionDescription Read(string name, JsonElement info)
    {
        var config = Member(info, "config");
        var parameters = Member(config, "params");
        var vectors = Member(parameters, "vectors");
        var hnsw = Member(config, "hnsw_config");
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
            Damage = status == "red" ? new Problem(ErrorCatalog.QdrantCollectionRed, $"Collection '{name}' is red{Why(info)}.") : null,
        };
    }

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
