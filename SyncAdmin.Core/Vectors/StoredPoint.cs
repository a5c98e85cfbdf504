namespace SyncAdmin.Core.Vectors;

/// <summary>A point as the store gives it back.</summary>
/// <param name="Id">The point.</param>
/// <param name="Payload">A JSON object in UTF-8; empty when it was not asked for.</param>
/// <param name="Vector">Empty when it was not asked for. Cosine collections give the normalised vector.</param>
public sealed record StoredPoint(Guid Id, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<float> Vector);
