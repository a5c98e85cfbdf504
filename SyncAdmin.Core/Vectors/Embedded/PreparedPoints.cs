using System.Buffers;
using System.Numerics.Tensors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// Points checked, normalised and hashed, outside the write gate; of several with one id the last stands. Their vectors lie in a pooled array:
/// one of some megabytes for each write would make the collector walk the whole heap again and again.
/// </summary>
internal sealed class PreparedPoints : IDisposable
{
    private float[] _vectors;
    private readonly int _size;

    internal PreparedPoints(IReadOnlyList<VectorPoint> points, CollectionSpec spec, string collection)
    {
        _size = spec.VectorSize;
        var positions = new Dictionary<Guid, int>(points.Count);
        for (var i = 0; i < points.Count; i++)
        {
            positions[points[i].Id] = i;
        }

        Points = [.. positions.Values.Order().Select(i => points[i])];
        _vectors = ArrayPool<float>.Shared.Rent(Points.Length * _size);
        Hashes = new long[Points.Length];
        Fields = new SyncFields[Points.Length];
        for (var i = 0; i < Points.Length; i++)
        {
            var point = Points[i];
            Store(point.Vector.Span, VectorOf(i), spec, point.Id, collection);
            Hashes[i] = ContentHash.Of(VectorOf(i));
            Fields[i] = SyncFields.Of(point, i == 0 ? null : Fields[i - 1].Datasource.Text);
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_vectors);
        _vectors = [];
    }

    internal VectorPoint[] Points { get; }

    internal long[] Hashes { get; }

    internal SyncFields[] Fields { get; }

    internal Span<float> VectorOf(int position) => _vectors.AsSpan(position * _size, _size);

    /// <summary>The vectors of consecutive positions.</summary>
    internal ReadOnlySpan<float> VectorsFrom(int position, int count) => _vectors.AsSpan(position * _size, count * _size);

    /// <summary>Checks a vector, of a point or (null) of a query, and copies it as it is stored: normalised for cosine (a zero vector stays zero, as in Qdrant).</summary>
    internal static void Store(ReadOnlySpan<float> vector, Span<float> target, CollectionSpec spec, Guid? point, string collection)
    {
        if (vector.Length != spec.VectorSize)
        {
            throw new ProblemException(new Problem(
                ErrorCatalog.VectorSizeMismatch, $"{Whose(point)} has a vector of {vector.Length} numbers; collection '{collection}' holds {spec.VectorSize}."));
        }

        var norm = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(norm))
        {
            throw new ProblemException(new Problem(ErrorCatalog.VectorPointInvalid, $"{Whose(point)} has a vector with a number that is not finite, or too large."));
        }

        if (spec.Distance == Distance.Cosine && norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, target);
        }
        else
        {
            vector.CopyTo(target);
        }
    }

    private static string Whose(Guid? point) => point is null ? "The query" : $"Point {point}";
}
