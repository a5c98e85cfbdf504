using System.Text.Encodings.Web;
using System.Text.Json;

namespace SyncAdmin.App.Components.Elements;

/// <summary>JSON for people to read.</summary>
internal static class Json
{
    // Blazor encodes what it renders; the encoder here only decides how much is readable.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented, with letters of every language as they are.</summary>
    internal static string Pretty(JsonElement json) => JsonSerializer.Serialize(json, Indented);
}
