namespace SyncAdmin.Core.Queue.Workers;

/// <summary>What came of a message, kept with it.</summary>
/// <param name="Response">Any text; at most <see cref="QueueOptions.MaxPayloadBytes"/> as UTF-8. Null: nothing.</param>
/// <param name="ExternalId">Its name elsewhere, at most 255 characters. Null: the one that is there stays.</param>
public sealed record MessageResult(string? Response = null, string? ExternalId = null);
