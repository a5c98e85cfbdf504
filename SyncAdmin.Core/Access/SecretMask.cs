using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Access;

/// <summary>Turns a value into JSON whose secret members are masked, at any depth.</summary>
internal static class SecretMask
{
    internal const string Masked = "***";

    // Parts of member names, compared without regard to case, - and _. "token" only at the end: embeddingTokens is a count.
    private static readonly string[] SecretParts = ["password", "passwd", "pwd", "passphrase", "secret", "apikey", "accesskey", "privatekey", "credential", "authorization", "connectionstring", "cookie"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>JSON of the value, or null for null.</summary>
    internal static string? Serialise(object? value)
    {
        var node = JsonSerializer.SerializeToNode(value, Json);
        Mask(node);
        return node?.ToJsonString(Json);
    }

    internal static bool IsSecret(string memberName)
    {
        var name = memberName.Replace("_", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal);
        return name.EndsWith("token", StringComparison.OrdinalIgnoreCase)
            || SecretParts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    private static void Mask(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Mask(item);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is not null && IsSecret(name))
                {
                    members[name] = Masked;
                }
                else
                {
                    Mask(value);
                }
            }
        }
    }
}
