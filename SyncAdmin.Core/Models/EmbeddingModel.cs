namespace SyncAdmin.Core.Models;

/// <summary>What a provider's embedding model is and bears.</summary>
/// <param name="Fingerprint">What its vectors are.</param>
/// <param name="MaxBatchItems">Most texts in one call.</param>
/// <param name="MaxTextCharacters">Longer texts are cut here before they are sent.</param>
/// <param name="Concurrency">Calls that may run at a time.</param>
/// <param name="PricePerMillionTokens">USD.</param>
public sealed record EmbeddingModel(ModelFingerprint Fingerprint, int MaxBatchItems, int MaxTextCharacters, int Concurrency, decimal PricePerMillionTokens);
