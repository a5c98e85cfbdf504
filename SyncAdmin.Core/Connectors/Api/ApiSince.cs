namespace SyncAdmin.Core.Connectors.Api;

/// <summary>How the API is asked for what changed since a moment.</summary>
/// <param name="Parameter">Of the query string.</param>
/// <param name="Format">Of its value.</param>
/// <param name="Newest">A query string that puts the newest item first (<c>sort=-updated_at&amp;per_page=1</c>); null: everything is read to find it.</param>
internal sealed record ApiSince(string Parameter, ApiSinceFormat Format, ApiQuery? Newest);
