using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Queue;

/// <summary>Reads the column <c>attempts</c>, which SQL writes: times there are Unix milliseconds.</summary>
internal static class MessageAttempts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new UnixMilliseconds(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Oldest first; none for null.</summary>
    internal static IReadOnlyList<MessageAttempt> Parse(string? attempts) =>
        attempts is null ? [] : JsonSerializer.Deserialize<List<MessageAttempt>>(attempts, Json) ?? [];

    private sealed class UnixMilliseconds : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
    }
}
