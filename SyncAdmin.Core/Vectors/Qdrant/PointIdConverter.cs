using System.Text.Json;
using System.Text.Json.Serialization;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>A point id. Qdrant also knows unsigned integers, which SyncAdmin never makes: they are refused, not guessed at.</summary>
internal sealed class PointIdConverter : JsonConverter<Guid?>
{
    public override Guid? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String when Guid.TryParse(reader.GetString(), out var id) => id,
        JsonTokenType.Number => throw new ProblemException(new Problem(ErrorCatalog.QdrantIdNotUuid, $"There is a point with the id {reader.GetDouble():F0}.")),
        _ => throw new JsonException("A point id is neither a UUID nor a number."),
    };

    public override void Write(Utf8JsonWriter writer, Guid? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
