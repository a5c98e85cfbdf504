namespace SyncAdmin.App.Health;

/// <summary>How the application is.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> (it serves, but a part fails) or <c>unhealthy</c> (the state can't be reached).</param>
/// <param name="Parts">By name; null for who is not signed in.</param>
internal sealed record HealthView(HealthWord Status, IReadOnlyDictionary<string, PartHealth>? Parts);
