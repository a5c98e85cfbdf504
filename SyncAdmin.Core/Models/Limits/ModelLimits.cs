namespace SyncAdmin.Core.Models.Limits;

/// <summary>What a provider's key allows.</summary>
/// <param name="Concurrency">Calls of this process at a time.</param>
/// <param name="ItemsPerMinute">Texts and images of all processes; null: not limited here.</param>
/// <param name="TokensPerMinute">Tokens of all processes; null: not limited here.</param>
public sealed record ModelLimits(int Concurrency, int? ItemsPerMinute = null, int? TokensPerMinute = null);
