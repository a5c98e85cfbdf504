namespace SyncAdmin.Core.Queue.Administration;

/// <summary>A message with all that is kept of it.</summary>
public sealed record MessageDetails : MessageView
{
    /// <summary>As it was sent.</summary>
    public required string Payload { get; init; }

    /// <summary>What its last acknowledgement said came of it.</summary>
    public string? Response { get; init; }

    /// <summary>Tries that did not end well, oldest first; the newest 50. A replay keeps them.</summary>
    public required IReadOnlyList<MessageAttempt> Attempts { get; init; }
}
