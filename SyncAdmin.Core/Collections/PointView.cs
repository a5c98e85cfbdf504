using System.Text.Json;

namespace SyncAdmin.Core.Collections;

/// <summary>A point as an administrator looks at it.</summary>
/// <param name="Id">The point.</param>
/// <param name="Sync">The engine's own member <c>_sync</c>: datasource, key, code, hashes and fence, as the store has it; null for a point that no sync wrote.</param>
/// <param name="Payload">The rest of the payload.</param>
/// <param name="Vector">Null when it was not asked for.</param>
public sealed record PointView(Guid Id, JsonElement? Sync, JsonElement Payload, ReadOnlyMemory<float>? Vector);
