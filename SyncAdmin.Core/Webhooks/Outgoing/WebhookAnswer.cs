using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>What came back of one call.</summary>
/// <param name="StartedAt">When it began, by this machine's clock.</param>
/// <param name="Took">Until the answer, or until it was given up.</param>
internal sealed record WebhookAnswer(DateTimeOffset StartedAt, TimeSpan Took)
{
    /// <summary>HTTP status; null: there was no answer.</summary>
    internal int? StatusCode { get; init; }

    /// <summary>The beginning of the body, on one line; null: none.</summary>
    internal string? Text { get; init; }

    /// <summary>How long the receiver asked to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Why it was no delivery; null: it was.</summary>
    internal Problem? Problem { get; init; }

    /// <summary>410: the receiver wants no more.</summary>
    internal bool IsGone => Problem?.Error == ErrorCatalog.WebhookGone;
}
