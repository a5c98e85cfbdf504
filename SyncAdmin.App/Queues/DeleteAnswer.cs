namespace SyncAdmin.App.Queues;

/// <param name="Deleted">How many messages are gone.</param>
internal sealed record DeleteAnswer(long Deleted);
