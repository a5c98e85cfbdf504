using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>What the store itself reads of a payload: <c>_sync.code</c>, <c>_sync.datasource</c> and <c>_sync.fence</c>.</summary>
internal readonly record struct SyncFields(Field Code, Field Datasource, long Fence)
{
    /// <summary>Of a point to write: as its writer told, or out of its payload.</summary>
    /// <param name="point">The point.</param>
    /// <param name="likelyDatasource">That of the point before, see <see cref="Field.Read"/>.</param>
    internal static SyncFields Of(VectorPoint point, string? likelyDatasource) => point.Origin is { } origin
        ? new SyncFields(new Field(origin.Code, false), new Field(origin.Datasource, false), origin.Fence)
        : Read(point.Id, point.Payload.Span, likelyDatasource);

    /// <summary>Reads and so checks the whole payload.</summary>
    /// <param name="point">For the message of a problem.</param>
    /// <param name="payload">A JSON object.</param>
    /// <param name="likelyDatasource">That of the point before, see <see cref="Field.Read"/>.</param>
    internal static SyncFields Read(Guid point, ReadOnlySpan<byte> payload, string? likelyDatasource = null)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw Invalid(point, "is not a JSON object", null);
            }

            var fields = new SyncFields(default, default, SlotChunk.NoFence);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isSync = reader.ValueTextEquals("_sync"u8);
                reader.Read();
                if (isSync && reader.TokenType == JsonTokenType.StartObject)
                {
                    fields = ReadSync(ref reader, likelyDatasource);
                }
                else
                {
                    reader.Skip();
                }
            }

            // Whatever follows the object makes the reader throw.
            reader.Read();
            return fields;
        }
        catch (JsonException invalid)
        {
            throw Invalid(point, "is not valid JSON", invalid);
        }
    }

    private static SyncFields ReadSync(ref Utf8JsonReader reader, string? likelyDatasource)
    {
        var fields = new SyncFields(default, default, SlotChunk.NoFence);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
            {
                fields = fields with { Code = Field.Read(ref reader) };
            }
            else if (reader.ValueTextEquals("datasource"u8))
            {
                fields = fields with { Datasource = Field.Read(ref reader, likelyDatasource) };
            }
            else if (reader.ValueTextEquals("fence"u8))
            {
                reader.Read();
                fields = fields with { Fence = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var fence) ? fence : SlotChunk.NoFence };
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return fields;
    }

    private static ProblemException Invalid(Guid point, string what, Exception? inner) =>
        new(new Problem(ErrorCatalog.VectorPointInvalid, $"The payload of point {point} {what}."), inner);
}
