namespace SyncAdmin.Core.Vectors;

/// <summary>A new payload for an existing point; its vector stays.</summary>
/// <param name="Id">The point.</param>
/// <param name="Payload">A JSON object in UTF-8, <c>_sync</c> included; replaces the whole payload.</param>
public sealed record PointPayload(Guid Id, ReadOnlyMemory<byte> Payload);
