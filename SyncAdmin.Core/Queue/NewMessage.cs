namespace SyncAdmin.Core.Queue;

/// <summary>A message to send.</summary>
/// <param name="Queue">Its destination: 1 to 100 of A-Z, a-z, 0-9, <c>.</c>, <c>_</c>, <c>:</c> and <c>-</c>.</param>
/// <param name="Payload">Any text, as its reader will get it; at most <see cref="QueueOptions.MaxPayloadBytes"/> as UTF-8.</param>
public sealed record NewMessage(string Queue, string Payload)
{
    /// <summary>Who sends it. A label, as the five below it: stored, shown, filtered by, never interpreted. At most 255 characters each.</summary>
    public string? Source { get; init; }

    /// <summary>Whose it is.</summary>
    public string? TenantId { get; init; }

    /// <summary>What it is about.</summary>
    public string? EntityType { get; init; }

    /// <summary>Which one of these.</summary>
    public string? EntityId { get; init; }

    /// <summary>What is to be done.</summary>
    public string? Action { get; init; }

    /// <summary>Its name elsewhere.</summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Messages of one group are worked off in the order they were sent, one at a time: the next is not read before the one ahead of it is
    /// acknowledged or has become a dead letter. Priority does not change the order inside a group. Null: in no group.
    /// </summary>
    public string? GroupKey { get; init; }

    /// <summary>
    /// While a message with this key is in the queue, whatever its status, a second one is not stored: the first one's id is answered. Archiving and retention
    /// free the key. Null: never a duplicate.
    /// </summary>
    public string? DedupeKey { get; init; }

    /// <summary>-100 to 100; a higher one is read first. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>Not to be read before this has passed. Default zero.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Tries in all, 1 to 100. Default 3.</summary>
    public int MaxRetries { get; init; } = 3;
}
