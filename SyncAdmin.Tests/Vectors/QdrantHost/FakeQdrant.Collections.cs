using System.Text.Json;
using System.Text.Json.Nodes;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>Collections and aliases on the wire.</summary>
internal sealed partial class FakeQdrant
{
    private static readonly CancellationToken None = CancellationToken.None;

    private async Task<JsonNode?> ListAsync() => new JsonObject
    {
        ["collections"] = new JsonArray([.. (await _store.ListCollectionsAsync(None)).Select(name => new JsonObject { ["name"] = name })]),
    };

    private async Task<JsonNode?> ExistsAsync(string name) => new JsonObject { ["exists"] = await _store.GetCollectionAsync(name, None) is not null };

    private async Task<JsonNode?> AliasesAsync(string? collection) => new JsonObject
    {
        ["aliases"] = new JsonArray([.. (await _store.ListAliasesAsync(None))
            .Where(alias => collection is null || alias.Value == collection)
            .Select(alias => new JsonObject { ["alias_name"] = alias.Key, ["collection_name"] = alias.Value })]),
    };

    /// <summary>One after the other, as Qdrant does: what comes before a refused action stays done.</summary>
    private async Task<JsonNode?> UpdateAliasesAsync(JsonElement body)
    {
        foreach (var action in body.GetProperty("actions").EnumerateArray())
        {
            var change = action.TryGetProperty("create_alias", out var create)
                ? new AliasAction(Text(create, "alias_name"), Text(create, "collection_name"))
                : action.TryGetProperty("delete_alias", out var delete)
                    ? new AliasAction(Text(delete, "alias_name"), null)
                    : throw new WireException(400, "Wrong input: this test host creates and deletes aliases only");
            await _store.UpdateAliasesAsync([change], None);
        }

        return true;
    }

    private async Task<JsonNode?> CreateAsync(string name, JsonElement body)
    {
        if (!body.TryGetProperty("vectors", out var vectors) || !vectors.TryGetProperty("size", out var size) || size.ValueKind != JsonValueKind.Number)
        {
            throw new WireException(400, "Wrong input: this test host keeps one unnamed vector a point");
        }

        await _store.CreateCollectionAsync(name, new CollectionSpec(size.GetInt32(), Enum.Parse<Distance>(Text(vectors, "distance"))), None);
        _created[name] = JsonObject.Create(body)!.DeepClone().AsObject();
        return true;
    }

    private async Task<JsonNode?> DeleteAsync(string name)
    {
        _created.TryRemove(name, out _);
        return await _store.DeleteCollectionAsync(name, None);
    }

    private async Task<JsonNode?> InfoAsync(string name)
    {
        var description = await _store.GetCollectionAsync(name, None) ?? throw new WireException(404, $"Not found: Collection `{name}` doesn't exist!");
        var created = _created.GetValueOrDefault(description.Name) ?? [];
        var hnsw = new JsonObject { ["m"] = 16, ["ef_construct"] = 100, ["full_scan_threshold"] = 10000, ["max_indexing_threads"] = 0, ["on_disk"] = false };
        foreach (var (member, value) in created["hnsw_config"] as JsonObject ?? [])
        {
            hnsw[member] = value?.DeepClone();
        }

        var schema = new JsonObject();
        foreach (var (field, type) in description.PayloadIndexes)
        {
            schema[field] = new JsonObject { ["data_type"] = type, ["points"] = description.PointCount };
        }

        return new JsonObject
        {
            ["status"] = CollectionStatus,
            ["optimizer_status"] = CollectionStatus == "red" ? new JsonObject { ["error"] = "the disk of this node failed" } : "ok",
            // Off while points are moved, as the real figure may be.
            ["points_count"] = CollectionStatus == "yellow" ? description.PointCount * 2 : description.PointCount,
            ["indexed_vectors_count"] = 0,
            ["segments_count"] = 2,
            ["config"] = new JsonObject
            {
                ["params"] = new JsonObject
                {
                    ["vectors"] = created["vectors"]?.DeepClone(),
                    ["shard_number"] = 1,
                    ["replication_factor"] = 1,
                    ["write_consistency_factor"] = 1,
                    ["on_disk_payload"] = created["on_disk_payload"]?.DeepClone() ?? true,
                },
                ["hnsw_config"] = hnsw,
                ["optimizer_config"] = new JsonObject
                {
                    ["deleted_threshold"] = 0.2,
                    ["vacuum_min_vector_number"] = 1000,
                    ["default_segment_number"] = 0,
                    ["max_segment_size"] = null,
                    ["memmap_threshold"] = null,
                    ["indexing_threshold"] = 10000,
                    ["flush_interval_sec"] = 5,
                    ["max_optimization_threads"] = null,
                },
                ["wal_config"] = new JsonObject { ["wal_capacity_mb"] = 32, ["wal_segments_ahead"] = 0 },
                ["quantization_config"] = created["quantization_config"]?.DeepClone(),
            },
            ["payload_schema"] = schema,
        };
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : throw new WireException(400, $"Format error in JSON body: missing field `{name}`");

    private static string Schema(JsonElement body) =>
        body.GetProperty("field_schema") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : Text(body.GetProperty("field_schema"), "type");
}
