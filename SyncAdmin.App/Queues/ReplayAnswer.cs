namespace SyncAdmin.App.Queues;

/// <param name="Replayed">How many messages go round again.</param>
internal sealed record ReplayAnswer(long Replayed);
