using System.Text.Json;

namespace SyncAdmin.Core.Search;

/// <summary>One result; its payload comes without <c>_sync</c>.</summary>
/// <param name="Id">Point id.</param>
/// <param name="Score">1 for an exact code match, else the vector score.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Code">The record code.</param>
/// <param name="ExactCode">True when it was found by its code.</param>
public sealed record SearchResult(Guid Id, float Score, JsonElement Payload, string? Code, bool ExactCode);
