namespace SyncAdmin.Core.Vectors;

/// <summary>A point to write.</summary>
/// <param name="Id">UUIDv5 of datasource and record key.</param>
/// <param name="Vector">As long as the collection's vector size.</param>
/// <param name="Payload">A JSON object in UTF-8, <c>_sync</c> included.</param>
public sealed record VectorPoint(Guid Id, ReadOnlyMemory<float> Vector, ReadOnlyMemory<byte> Payload)
{
    /// <summary>What the payload says of its origin; null: read the payload, and check it.</summary>
    public PointOrigin? Origin { get; init; }
}
