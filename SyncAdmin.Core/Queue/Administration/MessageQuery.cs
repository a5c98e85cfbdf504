namespace SyncAdmin.Core.Queue.Administration;

/// <summary>A list of messages to show.</summary>
public sealed record MessageQuery
{
    /// <summary>Which.</summary>
    public MessageFilter Filter { get; init; } = new();

    /// <summary>Look into the archive, not among the living ones.</summary>
    public bool Archived { get; init; }

    /// <summary>In the order of sending; otherwise the last one sent comes first.</summary>
    public bool OldestFirst { get; init; }
}
