namespace SyncAdmin.Core.Queue;

/// <summary>What became of a sent message.</summary>
/// <param name="Id">Its id, or that of the message which has its dedupe key already.</param>
/// <param name="Duplicate">Nothing was stored.</param>
public readonly record struct SentMessage(long Id, bool Duplicate);
