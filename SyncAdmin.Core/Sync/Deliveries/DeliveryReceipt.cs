namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>What an accepted webhook is answered, and every repetition of it.</summary>
/// <param name="DeliveryId">To ask what became of it.</param>
/// <param name="JobId">The records job that it was given to.</param>
public sealed record DeliveryReceipt(Guid DeliveryId, Guid JobId);
