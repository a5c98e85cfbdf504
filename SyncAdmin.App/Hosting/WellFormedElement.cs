using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.App.Hosting;

/// <summary>
/// Reads free-form members (a connection, a mapping, a filter) and refuses half a surrogate pair in them, as the reader itself does for a member of type
/// string: nothing behind it can turn such a text into a .NET string, store it or send it on.
/// </summary>
internal sealed class WellFormedElement : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return IsWellFormed(element) ? element : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    // As deep as the reader lets a body be: 64 levels.
    private static bool IsWellFormed(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => IsReadable(() => element.GetString()),
        JsonValueKind.Array => element.EnumerateArray().All(IsWellFormed),
        JsonValueKind.Object => element.EnumerateObject().All(member => IsReadable(() => member.Name) && IsWellFormed(member.Value)),
        _ => true,
    };

    private static bool IsReadable(Func<string?> text)
    {
        try
        {
            _ = text();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // The framework's answer to "\ud800".
        }
    }
}
