namespace SyncAdmin.Core.Queue.Sql;

/// <summary>What a message is after a statement that asked for its receipt.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="GroupKey">Its group.</param>
/// <param name="Finished">It is completed or a dead letter.</param>
/// <param name="VisibleAt">When it may be read, or when its lease ends now.</param>
internal sealed record EndedLease(string Queue, string? GroupKey, bool Finished, DateTimeOffset? VisibleAt);
