using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>What of Qdrant's answers we read.</summary>
internal static class QdrantMessages
{
    /// <summary>The envelope of every answer but <c>GET /</c>.</summary>
    internal sealed record Answer<T>(T? Result);

    internal sealed record VersionInfo(string? Title, string? Version);

    internal sealed record Named(string Name);

    internal sealed record CollectionList(IReadOnlyList<Named>? Collections);

    internal sealed record AliasList(IReadOnlyList<Alias>? Aliases);

    internal sealed record Alias(string AliasName, string CollectionName);

    /// <summary><c>completed</c>, or <c>acknowledged</c> or <c>wait_timeout</c>: then it may be carried out later, or never.</summary>
    internal sealed record Update(string? Status);

    internal sealed record CountResult(long Count);

    internal sealed record PointList(IReadOnlyList<Point>? Points, [property: JsonConverter(typeof(PointIdConverter))] Guid? NextPageOffset);

    /// <summary>A point of any answer; what was not asked for is null, or 0.</summary>
    internal sealed record Point(
        [property: JsonConverter(typeof(PointIdConverter))] Guid? Id,
        float Score,
        [property: JsonConverter(typeof(RawJsonConverter))] ReadOnlyMemory<byte> Payload,
        [property: JsonConverter(typeof(VectorConverter))] float[]? Vector)
    {
        internal StoredPoint Stored() => new(Id!.Value, Payload, Vector);

        internal ScoredPoint Scored() => new(Id!.Value, Score, Payload);
    }
}
