using System.Text.Json;
using System.Text.Json.Nodes;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>A job's metadata: a JSON object of what is shown and never decided upon.</summary>
internal static class JobMetadata
{
    internal static string With(string metadata, string name, object? value)
    {
        var members = JsonNode.Parse(metadata) as JsonObject ?? [];
        members[name] = JsonSerializer.SerializeToNode(value, JsonSerializerOptions.Web);
        return members.ToJsonString(JsonSerializerOptions.Web);
    }

    /// <summary>A member; default where there is none.</summary>
    internal static T? Read<T>(string metadata, string name)
    {
        using var members = JsonDocument.Parse(metadata);
        return members.RootElement.TryGetProperty(name, out var member) ? member.Deserialize<T>(JsonSerializerOptions.Web) : default;
    }

    /// <summary>Adds to a number that may not be there yet.</summary>
    internal static string Add(string metadata, string name, long value) =>
        With(metadata, name, ((JsonNode.Parse(metadata) as JsonObject)?[name]?.GetValue<long>() ?? 0) + value);
}
