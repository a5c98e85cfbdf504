using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>The values at a path of a payload; of an array at its end, the elements.</summary>
internal static class PayloadValues
{
    /// <summary>True when a value at the path passes.</summary>
    internal static bool Any(JsonElement payload, PayloadPath path, Func<JsonElement, bool> passes) => Any(payload, path.Steps, 0, passes);

    private static bool Any(JsonElement value, IReadOnlyList<PayloadPath.Step> steps, int at, Func<JsonElement, bool> passes)
    {
        if (at == steps.Count)
        {
            return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Any(passes) : passes(value);
        }

        var step = steps[at];
        if (step.Name is { } name)
        {
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && Any(member, steps, at + 1, passes);
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        return step.Index is { } index
            ? index < value.GetArrayLength() && Any(value[index], steps, at + 1, passes)
            : value.EnumerateArray().Any(element => Any(element, steps, at + 1, passes));
    }
}
