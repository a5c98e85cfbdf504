namespace SyncAdmin.Core.Queue;

/// <summary>Says that a message is done.</summary>
/// <param name="Receipt">Of its lease.</param>
/// <param name="Response">What came of it, kept with the message; null: nothing.</param>
/// <param name="ExternalId">Its name elsewhere, kept with the message; null: the one that is there stays. At most 255 characters.</param>
public readonly record struct Acknowledgement(Receipt Receipt, string? Response = null, string? ExternalId = null);
