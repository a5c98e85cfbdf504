namespace SyncAdmin.App.Notifications;

/// <param name="Marked">How many were not marked before.</param>
internal sealed record MarkReadAnswer(int Marked);
