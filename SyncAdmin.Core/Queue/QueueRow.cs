namespace SyncAdmin.Core.Queue;

/// <summary>A row of <c>sync_queue</c>.</summary>
internal sealed class QueueRow : MessageColumns;
