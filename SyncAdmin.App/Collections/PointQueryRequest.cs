using System.Text.Json;

namespace SyncAdmin.App.Collections;

/// <summary>A page of points to look at.</summary>
/// <param name="Filter">Qdrant's filter form; default: all points.</param>
/// <param name="Limit">1 to 1,000; default 25.</param>
/// <param name="Offset">The point id that the page begins with: <c>next</c> of the page before.</param>
/// <param name="WithVector">Whether vectors come with it; default false.</param>
internal sealed record PointQueryRequest(JsonElement? Filter, int? Limit, string? Offset, bool? WithVector);
