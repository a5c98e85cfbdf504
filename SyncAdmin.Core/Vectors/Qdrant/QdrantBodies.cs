using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>The JSON of our requests; each is checked against Qdrant's OpenAPI document in the tests.</summary>
internal static class QdrantBodies
{
    /// <summary>Where a write's fence lies in a payload.</summary>
    private const string Fence = SyncMember.Name + ".fence";

    /// <summary>Points that a writer with this fence must leave alone. Fences are milliseconds since 1970 or a little more, which a double holds exactly.</summary>
    internal static Condition NewerThan(long fence) => new Condition.Range(Fence, GreaterThan: fence);

    /// <summary>
    /// The flags of before 1.19 (<c>on_disk</c>, <c>always_ram</c>): 1.19 still reads them, and nothing older knows <c>memory</c>, which takes their place.
    /// </summary>
    internal static void CreateCollection(Utf8JsonWriter writer, CollectionSpec spec)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("vectors");
        writer.WriteNumber("size", spec.VectorSize);
        writer.WriteString("distance", spec.Distance.ToString());
        WriteFlag(writer, "on_disk", spec.OnDisk);
        writer.WriteEndObject();
        if (spec.HnswM is not null || spec.HnswEfConstruct is not null || spec.HnswOnDisk is not null)
        {
            writer.WriteStartObject("hnsw_config");
            WriteCount(writer, "m", spec.HnswM);
            WriteCount(writer, "ef_construct", spec.HnswEfConstruct);
            WriteFlag(writer, "on_disk", spec.HnswOnDisk);
            writer.WriteEndObject();
        }

        WriteFlag(writer, "on_disk_payload", spec.OnDiskPayload);
        if (spec.Quantization is { } quantization)
        {
            WriteQuantization(writer, quantization);
        }

        writer.WriteEndObject();
    }

    internal static void Aliases(Utf8JsonWriter writer, IReadOnlyList<AliasAction> actions)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("actions");
        foreach (var (alias, collection) in actions)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("delete_alias"); // "Delete alias if exists".
            writer.WriteString("alias_name", alias);
            writer.WriteEndObject();
            writer.WriteEndObject();
            if (collection is not null)
            {
                writer.WriteStartObject();
                writer.WriteStartObject("create_alias");
                writer.WriteString("collection_name", collection);
                writer.WriteString("alias_name", alias);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static void PayloadIndex(Utf8JsonWriter writer, string field, string schema)
    {
        writer.WriteStartObject();
        writer.WriteString("field_name", field);
        writer.WriteString("field_schema", schema);
        writer.WriteEndObject();
    }

    /// <summary>Hands over what it has every so many bytes.</summary>
    internal static async Task UpsertAsync(Utf8JsonWriter writer, IReadOnlyList<VectorPoint> points, Filter? updateFilter, CancellationToken cancellationToken)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("points");
        foreach (var point in points)
        {
            writer.WriteStartObject();
            writer.WriteString("id", point.Id);
            WriteVector(writer, "vector", point.Vector.Span);
            writer.WritePropertyName("payload");
            writer.WriteRawValue(point.Payload.Span, skipInputValidation: true);
            writer.WriteEndObject();
            await FlushWhenLargeAsync(writer, cancellationToken);
        }

        writer.WriteEndArray();
        if (updateFilter is not null)
        {
            WriteFilter(writer, "update_filter", updateFilter);
        }

        writer.WriteEndObject();
    }

    /// <summary>One operation a point: Qdrant sets one payload at a time. By filter, because a point named by id that does not exist is an error.</summary>
    internal static async Task OverwritePayloadsAsync(Utf8JsonWriter writer, IReadOnlyList<PointPayload> points, long? fence, CancellationToken cancellationToken)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("operations");
        foreach (var point in points)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("overwrite_payload");
            writer.WritePropertyName("payload");
            writer.WriteRawValue(point.Payload.Span, skipInputValidation: true);
            WriteFilter(writer, "filter", OfIds([point.Id], fence));
            writer.WriteEndObject();
            writer.WriteEndObject();
            await FlushWhenLargeAsync(writer, cancellationToken);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static void DeleteIds(Utf8JsonWriter writer, IReadOnlyList<Guid> ids)
    {
        writer.WriteStartObject();
        WriteIds(writer, "points", ids);
        writer.WriteEndObject();
    }

    internal static void FilterOnly(Utf8JsonWriter writer, Filter filter)
    {
        writer.WriteStartObject();
        WriteFilter(writer, "filter", filter);
        writer.WriteEndObject();
    }

    /// <param name="writer">Writes the body.</param>
    /// <param name="ids">The points.</param>
    /// <param name="payload">Name of the only member of the payload to be given back; null: the whole payload.</param>
    /// <param name="withVector">Whether vectors are given back.</param>
    internal static void Retrieve(Utf8JsonWriter writer, IReadOnlyList<Guid> ids, string? payload, bool withVector)
    {
        writer.WriteStartObject();
        WriteIds(writer, "ids", ids);
        if (payload is null)
        {
            writer.WriteBoolean("with_payload", true);
        }
        else
        {
            writer.WriteStartArray("with_payload");
            writer.WriteStringValue(payload);
            writer.WriteEndArray();
        }

        writer.WriteBoolean("with_vector", withVector);
        writer.WriteEndObject();
    }

    internal static void Scroll(Utf8JsonWriter writer, Filter? filter, Guid? from, int limit, bool withVector)
    {
        writer.WriteStartObject();
        writer.WriteNumber("limit", limit);
        if (from is { } offset)
        {
            writer.WriteString("offset", offset);
        }

        WriteFilter(writer, "filter", filter);
        writer.WriteBoolean("with_payload", true);
        writer.WriteBoolean("with_vector", withVector);
        writer.WriteEndObject();
    }

    internal static void Count(Utf8JsonWriter writer, Filter? filter)
    {
        writer.WriteStartObject();
        WriteFilter(writer, "filter", filter);
        writer.WriteBoolean("exact", true);
        writer.WriteEndObject();
    }

    internal static void Query(Utf8JsonWriter writer, VectorQuery query)
    {
        writer.WriteStartObject();
        WriteVector(writer, "query", query.Vector.Span);
        WriteFilter(writer, "filter", query.Filter);
        writer.WriteNumber("limit", query.Limit);
        if (query.ScoreThreshold is { } threshold)
        {
            writer.WriteNumber("score_threshold", threshold);
        }

        writer.WriteBoolean("with_payload", true);
        writer.WriteEndObject();
    }

    /// <summary>These points, but for those that a newer owner wrote.</summary>
    internal static Filter OfIds(IReadOnlyList<Guid> ids, long? fence) =>
        new() { Must = [new Condition.HasId(ids)], MustNot = fence is { } mine ? [NewerThan(mine)] : [] };

    private static async ValueTask FlushWhenLargeAsync(Utf8JsonWriter writer, CancellationToken cancellationToken)
    {
        if (writer.BytesPending > JsonBody.ChunkBytes)
        {
            await writer.FlushAsync(cancellationToken);
        }
    }

    private static void WriteVector(Utf8JsonWriter writer, string name, ReadOnlySpan<float> vector)
    {
        writer.WriteStartArray(name);
        foreach (var number in vector)
        {
            writer.WriteNumberValue(number); // The shortest digits that read back as this number.
        }

        writer.WriteEndArray();
    }

    private static void WriteIds(Utf8JsonWriter writer, string name, IReadOnlyList<Guid> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
    }

    private static void WriteFilter(Utf8JsonWriter writer, string name, Filter? filter)
    {
        if (filter is not null)
        {
            writer.WritePropertyName(name);
            FilterJson.Write(writer, QdrantFilter.Of(filter));
        }
    }

    private static void WriteQuantization(Utf8JsonWriter writer, Quantization quantization)
    {
        writer.WriteStartObject("quantization_config");
        writer.WriteStartObject(quantization.Kind switch
        {
            QuantizationKind.Scalar => "scalar",
            QuantizationKind.Binary => "binary",
            _ => "product",
        });
        switch (quantization.Kind)
        {
            case QuantizationKind.Scalar:
                writer.WriteString("type", "int8");
                if (quantization.Quantile is { } quantile)
                {
                    writer.WriteNumber("quantile", quantile);
                }

                break;
            case QuantizationKind.Product:
                writer.WriteString("compression", "x16");
                break;
        }

        WriteFlag(writer, "always_ram", quantization.AlwaysRam);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } count)
        {
            writer.WriteNumber(name, count);
        }
    }
}
