namespace SyncAdmin.Core.Queue;

/// <summary>A row of <c>sync_queue_archive</c>: a completed message that was taken out of the way of the living ones.</summary>
internal sealed class ArchiveRow : MessageColumns
{
    public DateTimeOffset ArchivedAt { get; set; }
}
