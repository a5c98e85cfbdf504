using System.Text.Json;
using System.Text.Json.Nodes;

namespace SyncAdmin.Core.Datasources;

/// <summary>A secret member of a connection configuration by its path: <c>password</c>, or <c>auth.token</c> inside of <c>auth</c>.</summary>
internal static class SecretPath
{
    /// <summary>The configuration, to be changed; of a member that stands twice the last one counts.</summary>
    internal static JsonObject Open(JsonElement configuration)
    {
        var open = new JsonObject();
        foreach (var member in configuration.EnumerateObject())
        {
            open[member.Name] = member.Value.ValueKind == JsonValueKind.Object ? Open(member.Value) : JsonNode.Parse(member.Value.GetRawText());
        }

        return open;
    }

    /// <summary>Takes it out; null when it is not there, or null.</summary>
    internal static JsonNode? Take(JsonObject configuration, string path)
    {
        var (home, name) = Home(configuration, path, isMade: false);
        if (home is null || home[name] is not { } value)
        {
            home?.Remove(name);
            return null;
        }

        home.Remove(name);
        return value;
    }

    /// <summary>Puts it in, with the objects around it where they are missing.</summary>
    internal static void Put(JsonObject configuration, string path, JsonNode? value)
    {
        var (home, name) = Home(configuration, path, isMade: true);
        if (home is not null)
        {
            home[name] = value;
        }
    }

    /// <summary>True when the configuration has the member, be it null.</summary>
    internal static bool IsSaid(JsonElement configuration, string path) => Around(configuration, path) is { } home && home.TryGetProperty(NameOf(path), out _);

    /// <summary>True when what stands around the secret is there in both, and of the same <c>type</c>.</summary>
    internal static bool IsAtHome(JsonElement changed, JsonElement stored, string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal))
        {
            return true;
        }

        return Around(changed, path) is { } now && Around(stored, path) is { } before && string.Equals(TypeOf(now), TypeOf(before), StringComparison.Ordinal);
    }

    private static string? TypeOf(JsonElement home) => home.TryGetProperty("type", out var type) ? type.GetRawText() : null;

    private static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static JsonElement? Around(JsonElement configuration, string path)
    {
        foreach (var step in path.Split('.')[..^1])
        {
            if (configuration.ValueKind != JsonValueKind.Object || !configuration.TryGetProperty(step, out configuration))
            {
                return null;
            }
        }

        return configuration.ValueKind == JsonValueKind.Object ? configuration : null;
    }

    private static (JsonObject? Home, string Name) Home(JsonObject configuration, string path, bool isMade)
    {
        var home = configuration;
        foreach (var step in path.Split('.')[..^1])
        {
            if (isMade && home[step] is null)
            {
                home[step] = new JsonObject();
            }

            if (home[step] is not JsonObject inner)
            {
                return (null, string.Empty);
            }

            home = inner;
        }

        return (home, NameOf(path));
    }
}
