using System.Text.Json;

namespace SyncAdmin.App.Search;

/// <summary>A search by words or code.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="Text">1 to 2,000 characters.</param>
/// <param name="Limit">1 to 100, default 10.</param>
/// <param name="Filter">Qdrant's filter form.</param>
internal sealed record SearchTextRequest(string? Collection, string? Text, int? Limit, JsonElement? Filter);
