using System.Numerics.Tensors;
using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>
/// What may be sent: checked here, because Qdrant applies a batch point by point and would keep those before a bad one. Of several points with one
/// id the last stands: batches are sent at the same time and may overtake each other.
/// </summary>
internal static class CheckedPoints
{
    internal static IReadOnlyList<VectorPoint> Of(IReadOnlyList<VectorPoint> points, int vectorSize, string collection)
    {
        foreach (var point in points)
        {
            if (point.Vector.Length != vectorSize)
            {
                throw SizeMismatch($"Point {point.Id} has a vector", point.Vector.Length, vectorSize, collection);
            }

            if (!IsFinite(point.Vector.Span))
            {
                throw NotFinite($"Point {point.Id}");
            }

            CheckPayload(point.Id, point.Payload.Span);
        }

        return LastOfEach(points, point => point.Id);
    }

    internal static IReadOnlyList<PointPayload> Of(IReadOnlyList<PointPayload> points)
    {
        foreach (var point in points)
        {
            CheckPayload(point.Id, point.Payload.Span);
        }

        return LastOfEach(points, point => point.Id);
    }

    internal static bool IsFinite(ReadOnlySpan<float> vector) => float.IsFinite(TensorPrimitives.Norm(vector));

    internal static ProblemException NotFinite(string whose) =>
        new(new Problem(ErrorCatalog.VectorPointInvalid, $"{whose} has a vector with a number that is not finite, or too large."));

    internal static ProblemException SizeMismatch(string whose, int length, int vectorSize, string collection) => new(new Problem(
        ErrorCatalog.VectorSizeMismatch, $"{whose} of {length} numbers; collection '{collection}' holds {vectorSize}."));

    private static IReadOnlyList<T> LastOfEach<T>(IReadOnlyList<T> points, Func<T, Guid> id)
    {
        var last = new Dictionary<Guid, T>(points.Count);
        foreach (var point in points)
        {
            last[id(point)] = point;
        }

        return last.Count == points.Count ? points : [.. last.Values];
    }

    /// <summary>It goes into the request as it is, so it must be sound JSON: one bad payload would break the whole batch.</summary>
    private static void CheckPayload(Guid point, ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new ProblemException(new Problem(ErrorCatalog.VectorPointInvalid, $"The payload of point {point} is not a JSON object."));
            }

            reader.Skip();
            reader.Read(); // Whatever follows the object makes the reader throw.
        }
        catch (JsonException invalid)
        {
            throw new ProblemException(new Problem(ErrorCatalog.VectorPointInvalid, $"The payload of point {point} is not valid JSON."), invalid);
        }
    }
}
