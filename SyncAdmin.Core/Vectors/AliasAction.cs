namespace SyncAdmin.Core.Vectors;

/// <summary>One step of an atomic change of aliases.</summary>
/// <param name="Alias">The name that people and machines use.</param>
/// <param name="Collection">The physical collection it shall name; null removes the alias.</param>
public sealed record AliasAction(string Alias, string? Collection);
