namespace SyncAdmin.App.Datasources;

/// <summary>A query to check instead of the stored one.</summary>
/// <param name="Query">Null: the stored query.</param>
internal sealed record ValidateQueryRequest(string? Query);
