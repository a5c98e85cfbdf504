using System.Text.Json;

namespace SyncAdmin.Core.Datasources;

/// <summary>The JSON of a delete policy: <c>{ "mode": "sweep" | "never", "maxShare": 0 to 1 }</c>.</summary>
internal static class DeletePolicyText
{
    internal const string Default = """{"mode":"sweep","maxShare":0.2}""";
    private const double DefaultMaxShare = 0.2;

    internal static bool IsValid(JsonElement policy)
    {
        if (policy.ValueKind != JsonValueKind.Object || !policy.TryGetProperty("mode", out var mode) || mode.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        return mode.GetString() is "sweep" or "never"
            && policy.EnumerateObject().All(member => member.Name is "mode" or "maxShare")
            && (!policy.TryGetProperty("maxShare", out var share)
                || (share.ValueKind == JsonValueKind.Number && share.TryGetDouble(out var value) && value is >= 0 and <= 1));
    }

    /// <summary>Whether full syncs remove points whose record is gone, and the largest share that they remove without asking.</summary>
    internal static (bool Sweeps, double MaxShare) Read(string policy)
    {
        using var members = JsonDocument.Parse(policy);
        var sweeps = !members.RootElement.TryGetProperty("mode", out var mode) || mode.GetString() is not "never";
        return (sweeps, members.RootElement.TryGetProperty("maxShare", out var share) ? share.GetDouble() : DefaultMaxShare);
    }

    /// <summary>A valid policy with both members; the default for null.</summary>
    internal static string Complete(JsonElement? policy)
    {
        if (policy is not { } given)
        {
            return Default;
        }

        var maxShare = given.TryGetProperty("maxShare", out var share) ? share.GetDouble() : DefaultMaxShare;
        return JsonSerializer.Serialize(new { mode = given.GetProperty("mode").GetString(), maxShare });
    }
}
