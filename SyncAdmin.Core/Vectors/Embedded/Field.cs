using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>A member that is indexed when it is a text.</summary>
/// <param name="Text">The text; null when it is missing or something else.</param>
/// <param name="IsOdd">True when it is there and not a text: only the payload can tell whether it matches.</param>
internal readonly record struct Field(string? Text, bool IsOdd)
{
    /// <summary>Reads the value after a property name, and leaves the reader at its end.</summary>
    internal static Field Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return new Field(reader.GetString(), false);
        }

        var isOdd = reader.TokenType != JsonTokenType.Null;
        reader.Skip();
        return new Field(null, isOdd);
    }
}
