using System.Text.Json;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>A point near a sample.</summary>
/// <param name="Id">Point id.</param>
/// <param name="Score">As the collection's distance measures.</param>
/// <param name="Code">Its record code; null when no sync of ours wrote it.</param>
/// <param name="Payload">Without <c>_sync</c>.</param>
public sealed record PlanNeighbour(Guid Id, float Score, string? Code, JsonElement Payload);
