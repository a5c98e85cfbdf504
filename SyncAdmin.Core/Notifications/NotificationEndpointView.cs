namespace SyncAdmin.Core.Notifications;

/// <summary>An endpoint as an administrator sees it.</summary>
public sealed record NotificationEndpointView
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where messages go.</summary>
    public required string Url { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Words of the kinds that it wants; empty: all.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Its own thresholds, by word.</summary>
    public required IReadOnlyDictionary<string, long> Thresholds { get; init; }

    /// <summary>Whether messages are sent.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Why it was switched off by itself, a catalogue code; null: it was not.</summary>
    public string? DisabledCode { get; init; }

    /// <summary>When it was switched off; null: it is on.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Since when every attempt has failed; null: the last one did not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The receiver asked for nothing before this; null: it did not.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>When it last took a message.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The secret that signs (<c>whsec_…</c>), only in the answer that made it.</summary>
    public string? Secret { get; init; }

    /// <summary>Until when the secret before this one signs as well; null: it does not.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person last changed it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
