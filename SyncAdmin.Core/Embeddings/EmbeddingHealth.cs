using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Testing;

namespace SyncAdmin.Core.Embeddings;

/// <summary>How the configured embedding model is.</summary>
/// <param name="Fingerprint">What its vectors are.</param>
/// <param name="Test">Whether the provider answers and what it offers, at most 30 s old; null: built in.</param>
/// <param name="Usage">What this process has used since its start; null: built in.</param>
/// <param name="Pace">Share of the allowed pace in use, 0 to 1: below 1 after refusals.</param>
/// <param name="QuotaUntil">Calls wait for a quota until then; null: they do not.</param>
/// <param name="Cache">Hits and size of the embedding cache; null: off.</param>
/// <param name="Problem">What is wrong; null when nothing is.</param>
public sealed record EmbeddingHealth(
    string Fingerprint, ModelTest? Test, ModelUsage? Usage, double Pace, DateTimeOffset? QuotaUntil, EmbeddingCacheStatistics? Cache, Problem? Problem);
