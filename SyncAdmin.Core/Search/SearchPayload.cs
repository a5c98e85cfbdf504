using System.Buffers;
using System.Text.Json;

namespace SyncAdmin.Core.Search;

/// <summary>What of a stored payload a search answers: all but <c>_sync</c>, and the code out of that.</summary>
internal static class SearchPayload
{
    private const string Own = "_sync";

    internal static SearchResult Result(Guid id, float score, ReadOnlyMemory<byte> payload, bool exactCode)
    {
        using var stored = JsonDocument.Parse(payload);
        var code = stored.RootElement.TryGetProperty(Own, out var own) && own.TryGetProperty("code", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
        return new SearchResult(id, score, WithoutOwn(stored.RootElement), code, exactCode);
    }

    private static JsonElement WithoutOwn(JsonElement payload)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in payload.EnumerateObject().Where(member => !member.NameEquals(Own)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        using var rest = JsonDocument.Parse(buffer.WrittenMemory);
        return rest.RootElement.Clone();
    }
}
