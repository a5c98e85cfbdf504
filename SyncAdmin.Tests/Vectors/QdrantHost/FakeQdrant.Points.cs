using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>Points on the wire.</summary>
internal sealed partial class FakeQdrant
{
    private async Task<JsonNode?> UpsertHeldAsync(string name, JsonElement body, QdrantFault? fault)
    {
        if (_gate is { } gate)
        {
            Interlocked.Increment(ref _held);
#pragma warning disable VSTHRD003 // Completed by the test; there is no synchronization context to deadlock on.
            await gate.Task;
#pragma warning restore VSTHRD003
            Interlocked.Decrement(ref _held);
        }

        return await UpdateAsync(fault, () => UpsertAsync(name, body));
    }

    private async Task<JsonNode?> UpdateAsync(QdrantFault? fault, Func<Task> update)
    {
        if (fault?.LosesWrite != true)
        {
            await _writing.WaitAsync();
            try
            {
                await update();
            }
            finally
            {
                _writing.Release();
            }
        }

        return new JsonObject { ["operation_id"] = Interlocked.Increment(ref _operations), ["status"] = fault?.UpdateStatus ?? "completed" };
    }

    private async Task<JsonNode?> BatchAsync(string name, JsonElement body, QdrantFault? fault)
    {
        var results = new JsonArray();
        foreach (var operation in body.GetProperty("operations").EnumerateArray())
        {
            var member = operation.EnumerateObject().Single();
            results.Add(await UpdateAsync(fault, () => member.Name switch
            {
                "upsert" => UpsertAsync(name, member.Value),
                "delete" => DeletePointsAsync(name, member.Value),
                "set_payload" => ChangePayloadAsync(name, member.Value, Merged),
                "overwrite_payload" => ChangePayloadAsync(name, member.Value, Replaced),
                "delete_payload" => ChangePayloadAsync(name, member.Value, WithoutKeys),
                "clear_payload" => ChangePayloadAsync(name, member.Value, (_, _) => []),
                _ => throw new WireException(400, $"Format error in JSON body: unknown operation `{member.Name}`"),
            }));
        }

        return results;
    }

    private async Task UpsertAsync(string name, JsonElement body)
    {
        var points = PointsOf(body);
        if (HasUpdateFilter && body.TryGetProperty("update_filter", out var filter) && filter.ValueKind != JsonValueKind.Null)
        {
            var ids = points.Select(point => point.Id).Distinct().ToArray();
            var existing = (await _store.GetAsync(name, ids, withVector: false, None)).Select(point => point.Id).ToHashSet();
            var passing = await IdsAsync(name, new Filter { Must = [new Condition.HasId(ids), new Condition.Nested(FilterOf(filter))] });
            points = [.. points.Where(point => !existing.Contains(point.Id) || passing.Contains(point.Id))];
        }

        await _store.UpsertAsync(name, points, fence: null, None);
    }

    private static VectorPoint[] PointsOf(JsonElement body)
    {
        if (body.TryGetProperty("points", out var list))
        {
            return [.. list.EnumerateArray().Select(point => new VectorPoint(IdOf(point.GetProperty("id")), VectorOf(point.GetProperty("vector")), PayloadOf(point, "payload")))];
        }

        var batch = body.GetProperty("batch");
        var vectors = batch.GetProperty("vectors");
        return
        [
            .. batch.GetProperty("ids").EnumerateArray().Select((id, index) => new VectorPoint(
                IdOf(id),
                VectorOf(vectors[index]),
                batch.TryGetProperty("payloads", out var payloads) && payloads.ValueKind == JsonValueKind.Array && payloads[index].ValueKind == JsonValueKind.Object
                    ? Encoding.UTF8.GetBytes(payloads[index].GetRawText()) : "{}"u8.ToArray())),
        ];
    }

    private async Task DeletePointsAsync(string name, JsonElement body)
    {
        if (body.TryGetProperty("points", out var ids) && ids.ValueKind == JsonValueKind.Array)
        {
            await _store.DeleteAsync(name, IdsOf(ids), fence: null, None);
        }
        else
        {
            await _store.DeleteAsync(name, FilterOf(body.GetProperty("filter")), fence: null, None);
        }
    }

    /// <summary>Points named by id must exist, as in Qdrant; a filter may match none.</summary>
    private async Task ChangePayloadAsync(string name, JsonElement body, Func<JsonObject, JsonElement, JsonObject> change)
    {
        var ids = body.TryGetProperty("points", out var named) && named.ValueKind == JsonValueKind.Array ? IdsOf(named)
            : [.. await IdsAsync(name, FilterOf(body.GetProperty("filter")))];
        var points = await _store.GetAsync(name, ids, withVector: false, None);
        if (points.Count < ids.Distinct().Count())
        {
            throw new WireException(404, $"Not found: No point with id {ids.Except(points.Select(point => point.Id)).First()} found");
        }

        var isReplaced = change == Replaced;
        await _store.OverwritePayloadAsync(
            name,
            [.. points.Select(point => new PointPayload(
                point.Id,
                isReplaced ? PayloadOf(body, "payload") : Encoding.UTF8.GetBytes(change(JsonNode.Parse(point.Payload.Span)!.AsObject(), body).ToJsonString())))],
            fence: null,
            None);
    }

    private static JsonObject Merged(JsonObject payload, JsonElement body)
    {
        foreach (var member in body.GetProperty("payload").EnumerateObject())
        {
            payload[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return payload;
    }

    private static JsonObject Replaced(JsonObject payload, JsonElement body) => throw new NotSupportedException("The bytes of the request are kept as they are.");

    private static JsonObject WithoutKeys(JsonObject payload, JsonElement body)
    {
        foreach (var key in body.GetProperty("keys").EnumerateArray())
        {
            payload.Remove(key.GetString()!);
        }

        return payload;
    }

    private async Task<JsonNode?> RetrieveAsync(string name, JsonElement body)
    {
        var withVector = Flag(body, "with_vector");
        var points = await _store.GetAsync(name, IdsOf(body.GetProperty("ids")), withVector, None);
        return new JsonArray([.. points.Select(point => Json(point.Id, point.Payload, body, payloadByDefault: true, point.Vector))]);
    }

    private async Task<JsonNode?> PointAsync(string name, string id)
    {
        using var json = JsonDocument.Parse(id.All(char.IsAsciiDigit) ? id : $"\"{id}\"");
        return await _store.GetAsync(name, [IdOf(json.RootElement)], withVector: true, None) is [var point]
            ? Json(point.Id, point.Payload, default, payloadByDefault: true, point.Vector)
            : throw new WireException(404, $"Not found: Point with id {id} does not exists!");
    }

    private async Task<JsonNode?> ScrollAsync(string name, JsonElement body)
    {
        var from = body.TryGetProperty("offset", out var offset) && offset.ValueKind != JsonValueKind.Null ? IdOf(offset) : (Guid?)null;
        var page = await _store.ScrollAsync(name, OptionalFilter(body), from, Number(body, "limit") ?? 10, Flag(body, "with_vector"), None);
        return new JsonObject
        {
            ["points"] = new JsonArray([.. page.Points.Select(point => Json(point.Id, point.Payload, body, payloadByDefault: true, point.Vector))]),
            ["next_page_offset"] = page.Next?.ToString(),
        };
    }

    private async Task<JsonNode?> CountAsync(string name, JsonElement body) => new JsonObject { ["count"] = await _store.CountAsync(name, OptionalFilter(body), None) };

    private async Task<JsonNode?> QueryAsync(string name, JsonElement body)
    {
        var (limit, offset) = (Number(body, "limit") ?? 10, Number(body, "offset") ?? 0);
        var query = body.GetProperty("query");
        var nearest = query.ValueKind == JsonValueKind.Object ? query.GetProperty("nearest") : query;
        var threshold = body.TryGetProperty("score_threshold", out var least) && least.ValueKind == JsonValueKind.Number ? least.GetSingle() : (float?)null;
        var found = await _store.QueryAsync(name, new VectorQuery(VectorOf(nearest), limit + offset, OptionalFilter(body), threshold), None);
        var points = found.Skip(offset).Select(point =>
        {
            var json = Json(point.Id, point.Payload, body, payloadByDefault: false, default);
            json["version"] = 0;
            json["score"] = point.Score;
            return json;
        });
        return new JsonObject { ["points"] = new JsonArray([.. points]) };
    }

    private async Task<HashSet<Guid>> IdsAsync(string name, Filter filter)
    {
        var ids = new HashSet<Guid>();
        Guid? from = null;
        do
        {
            var page = await _store.ScrollAsync(name, filter, from, 10_000, withVector: false, None);
            ids.UnionWith(page.Points.Select(point => point.Id));
            from = page.Next;
        }
        while (from is not null);
        return ids;
    }

    private static JsonObject Json(Guid id, ReadOnlyMemory<byte> payload, JsonElement body, bool payloadByDefault, ReadOnlyMemory<float> vector)
    {
        var json = new JsonObject { ["id"] = id.ToString() };
        var selection = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("with_payload", out var with) && with.ValueKind != JsonValueKind.Null ? with : default;
        if (selection.ValueKind == JsonValueKind.Array)
        {
            var all = JsonNode.Parse(payload.Span)!.AsObject();
            json["payload"] = new JsonObject(selection.EnumerateArray()
                .Select(name => name.GetString()!)
                .Where(all.ContainsKey)
                .Select(name => KeyValuePair.Create(name, all[name]?.DeepClone())));
        }
        else if (selection.ValueKind == JsonValueKind.Undefined ? payloadByDefault : selection.ValueKind == JsonValueKind.True)
        {
            json["payload"] = JsonObject.Create(JsonElement.Parse(payload.Span)); // Keeps numbers as they were written.
        }

        if (!vector.IsEmpty)
        {
            json["vector"] = new JsonArray([.. vector.ToArray().Select(number => JsonValue.Create(number))]);
        }

        return json;
    }

    private static Guid IdOf(JsonElement id) => id.ValueKind == JsonValueKind.String
        ? Guid.TryParse(id.GetString(), out var uuid) ? uuid : throw new WireException(400, $"Format error in JSON body: {id} is not a valid point ID, valid values are either an unsigned integer or a UUID")
        : throw new WireException(400, "Wrong input: this test host keeps UUIDs as point ids, no integers");

    private static Guid[] IdsOf(JsonElement ids) => [.. ids.EnumerateArray().Select(IdOf)];

    private static float[] VectorOf(JsonElement vector) => vector.ValueKind == JsonValueKind.Array
        ? [.. vector.EnumerateArray().Select(number => number.GetSingle())]
        : throw new WireException(400, "Wrong input: this test host keeps one unnamed vector a point");

    private static byte[] PayloadOf(JsonElement of, string name) =>
        of.TryGetProperty(name, out var payload) && payload.ValueKind == JsonValueKind.Object ? Encoding.UTF8.GetBytes(payload.GetRawText()) : "{}"u8.ToArray();

    private static Filter? OptionalFilter(JsonElement body) => body.TryGetProperty("filter", out var filter) && filter.ValueKind != JsonValueKind.Null ? FilterOf(filter) : null;

    private static Filter FilterOf(JsonElement filter) => FilterJson.Parse(filter).Required();

    private static bool Flag(JsonElement body, string name) => body.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    private static int? Number(JsonElement body, string name) => body.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt32() : null;
}
