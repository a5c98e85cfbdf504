using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>A member that is indexed when it is a text.</summary>
/// <param name="Text">The text; null when it is missing or something else.</param>
/// <param name="IsOdd">True when it is there and not a text: only the payload can tell whether it matches.</param>
internal readonly record struct Field(string? Text, bool IsOdd)
{
    /// <summary>Reads the value after a property name, and leaves the reader at its end.</summary>
    /// <param name="reader">At the name.</param>
    /// <param name="likely">A text that is taken when the value is the same, so that thousands of points share one.</param>
    internal static Field Read(ref Utf8JsonReader reader, string? likely = null)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return new Field(likely is not null && reader.ValueTextEquals(likely) ? likely : reader.GetString(), false);
        }

        var isOdd = reader.TokenType != JsonTokenType.Null;
        reader.Skip();
        return new Field(null, isOdd);
    }
}
