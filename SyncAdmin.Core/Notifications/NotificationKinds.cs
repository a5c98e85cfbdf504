using System.Collections.Frozen;

namespace SyncAdmin.Core.Notifications;

/// <summary>
/// The words of the kinds, as Standard Webhooks writes event types: groups with full stops between them. They are stored, sent and typed into receivers' code, so none ever changes.
/// </summary>
public static class NotificationKinds
{
    private static readonly FrozenDictionary<NotificationKind, string> Words = new Dictionary<NotificationKind, string>
    {
        [NotificationKind.JobFailed] = "job.failed",
        [NotificationKind.ErrorBudgetReached] = "job.error_budget",
        [NotificationKind.DecisionNeeded] = "job.decision",
        [NotificationKind.QuotaPause] = "job.quota",
        [NotificationKind.SchemaDrift] = "schema.drift",
        [NotificationKind.DeadLetter] = "queue.dead_letter",
        [NotificationKind.QueueLong] = "queue.long",
        [NotificationKind.ErrorsFrequent] = "errors.frequent",
        [NotificationKind.HubSyncFailed] = "sync.failed",
        [NotificationKind.EndpointDisabled] = "endpoint.disabled",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, NotificationKind> Kinds = Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All words, in the order of <see cref="NotificationKind"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<NotificationKind>().Select(Word)];

    /// <summary>A kind's word.</summary>
    public static string Word(this NotificationKind kind) => Words[kind];

    /// <summary>The kind of a word; null: there is none.</summary>
    public static NotificationKind? Parse(string word) => Kinds.TryGetValue(word, out var kind) ? kind : null;
}
