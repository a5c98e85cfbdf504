namespace SyncAdmin.Core.Notifications;

/// <summary>What an administrator sends to make or change an endpoint.</summary>
public sealed record NotificationEndpointInput
{
    /// <summary>Where messages go: http or https, absolute, without user, password and fragment; at most 2,000 characters.</summary>
    public string? Url { get; init; }

    /// <summary>For people; at most 200 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Words of the kinds that it wants, for example <c>job.failed</c>; null or empty: all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>
    /// From which number on it wants to hear of a kind, by word: messages (<c>queue.long</c>, <c>queue.dead_letter</c>), failed records within an hour (<c>errors.frequent</c>), for the
    /// others the how-manieth time within a day. 1 to 100,000,000. A kind that is not named has the default of section <c>Notifications</c>, else 1.
    /// </summary>
    public IReadOnlyDictionary<string, long>? Thresholds { get; init; }

    /// <summary>Whether messages are sent; default true.</summary>
    public bool Enabled { get; init; } = true;
}
