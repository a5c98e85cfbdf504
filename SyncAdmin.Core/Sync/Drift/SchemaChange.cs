namespace SyncAdmin.Core.Sync.Drift;

/// <summary>A column that a datasource needs and that has another type now.</summary>
/// <param name="Name">The column.</param>
/// <param name="Was">Its type when it was remembered.</param>
/// <param name="Is">Its type now.</param>
public sealed record SchemaChange(string Name, string Was, string Is);
