using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>The unnamed vector of a point; null where a collection of somebody else's has named or several ones.</summary>
internal sealed class VectorConverter : JsonConverter<float[]?>
{
    [ThreadStatic]
    private static List<float>? _numbers;

    public override float[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var numbers = _numbers ??= [];
        numbers.Clear();
        var isFlat = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                numbers.Add(reader.GetSingle());
            }
            else
            {
                isFlat = false;
                reader.Skip();
            }
        }

        return isFlat ? [.. numbers] : null;
    }

    public override void Write(Utf8JsonWriter writer, float[]? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
