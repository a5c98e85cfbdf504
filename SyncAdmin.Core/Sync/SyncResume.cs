namespace SyncAdmin.Core.Sync;

/// <summary>What a resume went on from and what it saved; in the API, the log and the page.</summary>
/// <param name="Record">Records already committed.</param>
/// <param name="Percent">0-100 of the total; null when the total is unknown.</param>
/// <param name="Batch">Batches already committed.</param>
/// <param name="Batches">Batches in all; null when the total is unknown.</param>
/// <param name="SavedCost">Money (USD) not spent again.</param>
/// <param name="SavedSeconds">Seconds of work not repeated.</param>
public sealed record SyncResume(long Record, double? Percent, long Batch, long? Batches, decimal SavedCost, double SavedSeconds);
