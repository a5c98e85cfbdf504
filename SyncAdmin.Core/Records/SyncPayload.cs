using System.Globalization;
using System.Text.Json;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Records;

/// <summary>
/// The payload as the store holds it: <c>_sync</c> first, then the record's own members, so that a reader finds it without parsing the rest.
/// <c>{"_sync":{"datasource":"…","key":"…","code":"…","textHash":"…","payloadHash":"…","fence":1},…}</c>
/// Stores may give members back in another order; <see cref="Strip"/> and <see cref="Read"/> take any.
/// </summary>
public static class SyncPayload
{
    /// <summary>Name of the engine's own member; no field of a mapping may be called so.</summary>
    public const string Member = SyncMember.Name;

    [ThreadStatic]
    private static CanonicalJsonWriter? _writer;

    /// <summary>The payload of a record's point.</summary>
    public static byte[] Combine(MappedRecord record, Guid datasourceId, long fence)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Combine(record.Payload.Span, datasourceId, record.RecordKey, record.RecordCode, record.TextHash, record.PayloadHash, fence);
    }

    /// <summary>A canonical payload with <c>_sync</c> in front.</summary>
    public static byte[] Combine(ReadOnlySpan<byte> payload, SyncMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return Combine(payload, members.DatasourceId, members.Key, members.Code, members.TextHash, members.PayloadHash, members.Fence);
    }

    // Nothing is made on the heap but the result: this runs once for every point of a sync.
    private static byte[] Combine(ReadOnlySpan<byte> payload, Guid datasourceId, string key, string code, RecordHash textHash, RecordHash payloadHash, long fence)
    {
        var writer = _writer ??= new CanonicalJsonWriter();
        Span<char> text = stackalloc char[CanonicalValue.MaxScalarLength];
        writer.Clear();
        writer.Raw("{\"_sync\":{\"datasource\":"u8);
        datasourceId.TryFormat(text, out var length);
        writer.String(text[..length]);
        writer.Raw(",\"key\":"u8);
        writer.String(key);
        writer.Raw(",\"code\":"u8);
        writer.String(code);
        writer.Raw(",\"textHash\":"u8);
        writer.String(text[..textHash.Format(text)]);
        writer.Raw(",\"payloadHash\":"u8);
        writer.String(text[..payloadHash.Format(text)]);
        writer.Raw(",\"fence\":"u8);
        writer.Number(fence);
        writer.Raw(payload.Length > 2 ? "},"u8 : "}"u8);
        writer.Raw(payload[1..]);
        return writer.Written.ToArray();
    }

    /// <summary>The payload without <c>_sync</c>: what answers show. A payload without it comes back as it is.</summary>
    public static ReadOnlyMemory<byte> Strip(ReadOnlyMemory<byte> payload)
    {
        var reader = new Utf8JsonReader(payload.Span);
        var before = 1; // Behind the "{", or behind the value in front of _sync.
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSync = reader.ValueTextEquals(Member);
            reader.Read();
            reader.Skip();
            var after = (int)reader.BytesConsumed;
            if (isSync)
            {
                return Without(payload.Span, before, after);
            }

            before = after;
        }

        return payload;
    }

    /// <summary>Hash of the payload without <c>_sync</c> as it is, whatever <c>_sync</c> says of it.</summary>
    internal static RecordHash HashOf(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(Strip(payload));
        var canonical = new CanonicalJsonWriter();
        canonical.Json(document.RootElement);
        return RecordHash.Of(canonical.Written);
    }

    /// <summary>The members under <c>_sync</c>; null where there is none or it is not ours.</summary>
    public static SyncMembers? Read(ReadOnlyMemory<byte> payload)
    {
        var reader = new Utf8JsonReader(payload.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSync = reader.ValueTextEquals(Member);
            reader.Read();
            if (isSync)
            {
                using var document = JsonDocument.ParseValue(ref reader);
                return Members(document.RootElement);
            }

            reader.Skip();
        }

        return null;
    }

    private static SyncMembers? Members(JsonElement sync) =>
        sync.ValueKind == JsonValueKind.Object
        && sync.TryGetProperty("datasource", out var datasource) && datasource.ValueKind == JsonValueKind.String && datasource.TryGetGuid(out var datasourceId)
        && sync.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
        && sync.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
        && Hash(sync, "textHash") is { } textHash
        && Hash(sync, "payloadHash") is { } payloadHash
        && sync.TryGetProperty("fence", out var fenceValue) && fenceValue.ValueKind == JsonValueKind.Number && fenceValue.TryGetInt64(out var fence)
            ? new SyncMembers(datasourceId, key.GetString()!, code.GetString()!, textHash, payloadHash, fence)
            : null;

    private static RecordHash? Hash(JsonElement sync, string name) =>
        sync.TryGetProperty(name, out var hash) && hash.ValueKind == JsonValueKind.String
        && UInt128.TryParse(hash.GetString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new RecordHash(value)
            : null;

    private static byte[] Without(ReadOnlySpan<byte> payload, int before, int after)
    {
        var rest = payload[after..].TrimStart(" \t\r\n"u8);
        // One comma goes with the member: the one behind it when it comes first, else the one in front.
        if (before == 1 && rest[0] == (byte)',')
        {
            rest = rest[1..].TrimStart(" \t\r\n"u8);
        }

        return [.. payload[..before], .. rest];
    }
}
