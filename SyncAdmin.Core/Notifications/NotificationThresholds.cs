using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Notifications;

/// <summary>From which number on a kind is said. For conditions that last it is their number: messages, errors. For the others, how often it has happened to the same subject within a day.</summary>
internal sealed class NotificationThresholds(IOptions<NotificationOptions> options)
{
    /// <summary>In which occurrences are counted.</summary>
    internal static readonly TimeSpan Within = TimeSpan.FromHours(24);

    /// <summary>Kinds that are conditions with a number, looked at from time to time.</summary>
    internal static bool Lasts(NotificationKind kind) => kind is NotificationKind.QueueLong or NotificationKind.DeadLetter or NotificationKind.ErrorsFrequent;

    /// <summary>Where nobody has said anything else.</summary>
    internal long Default(NotificationKind kind) => kind switch
    {
        NotificationKind.QueueLong => options.Value.QueueLong,
        NotificationKind.DeadLetter => options.Value.DeadLetters,
        NotificationKind.ErrorsFrequent => options.Value.ErrorsFrequent,
        _ => 1,
    };
}
