using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>The JSON columns of <c>sync_deliveries</c>.</summary>
internal static class DeliveryJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // It stays inside the database: what is not ASCII needs no escape.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    internal static string Write<T>(IReadOnlyList<T> values) => JsonSerializer.Serialize(values, Options);

    internal static IReadOnlyList<T> Read<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<T[]>(json, Options) ?? [];
}
