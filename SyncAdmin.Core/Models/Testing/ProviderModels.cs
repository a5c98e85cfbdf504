namespace SyncAdmin.Core.Models.Testing;

/// <summary>What a test asks of a provider (keyed by its name).</summary>
/// <param name="EmbeddingModel">As configured.</param>
/// <param name="VisionModel">As configured; null: none.</param>
/// <param name="ListAsync">Ids of the models that the key may use. Costs nothing and counts against no quota, so it passes no gate.</param>
internal sealed record ProviderModels(string EmbeddingModel, string? VisionModel, Func<CancellationToken, Task<IReadOnlyList<string>>> ListAsync);
