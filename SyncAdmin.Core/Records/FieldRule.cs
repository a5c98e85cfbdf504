using System.Text;
using System.Text.Json;

namespace SyncAdmin.Core.Records;

/// <summary>One payload field of a mapping.</summary>
/// <param name="Name">Member of the payload.</param>
/// <param name="Column">Where its value comes from; null for a static one.</param>
/// <param name="Type">What the value becomes.</param>
/// <param name="Mask">Hide all but the last two characters.</param>
/// <param name="Static">The value of a static field.</param>
internal sealed record FieldRule(string Name, string? Column, FieldType Type = FieldType.AsIs, bool Mask = false, JsonElement? Static = null)
{
    /// <summary>A static field's value in canonical JSON.</summary>
    internal byte[] StaticJson { get; } = Static is { } value ? Canonical(value) : [];

    /// <summary>A static field's value as text.</summary>
    internal string StaticText => Static is { ValueKind: JsonValueKind.String } text ? text.GetString()! : Encoding.UTF8.GetString(StaticJson);

    internal static byte[] Canonical(JsonElement value)
    {
        var writer = new CanonicalJsonWriter();
        writer.Json(value);
        return writer.Written.ToArray();
    }
}
