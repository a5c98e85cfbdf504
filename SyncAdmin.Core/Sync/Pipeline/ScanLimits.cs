namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>How much a scan does at a time.</summary>
/// <param name="EmbedCalls">Embedding calls at a time.</param>
/// <param name="WriteCalls">Writes to the store at a time.</param>
/// <param name="WritePoints">Points at which a write is full.</param>
/// <param name="CommitRows">Rows that one commit writes, at most (one batch always fits).</param>
/// <param name="CommitWait">How long a commit waits to gather.</param>
/// <param name="InFlightBatches">Batches read and not yet committed.</param>
/// <param name="InFlightBytes">Bytes of them.</param>
internal sealed record ScanLimits(
    int EmbedCalls,
    int WriteCalls,
    int WritePoints,
    int CommitRows,
    TimeSpan CommitWait,
    int InFlightBatches,
    long InFlightBytes);
