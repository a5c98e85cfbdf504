using System.Globalization;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Notifications;

namespace SyncAdmin.App.Components.Notifications;

/// <summary>Notifications in the reader's language.</summary>
internal static class NotificationWords
{
    internal static string Title(this IStringLocalizer<NotificationTexts> texts, NotificationView item) => texts["Kind" + item.Is, item.SubjectName];

    /// <summary>What else is known: how many, or the cause and what happened. The sentence itself is English, as in the log.</summary>
    internal static IEnumerable<string> Lines(this IStringLocalizer<NotificationTexts> texts, NotificationView item, ErrorWords words)
    {
        if (item.Count is { } count && texts["Count" + item.Is, count.ToString("N0", CultureInfo.CurrentCulture)] is { ResourceNotFound: false } counted)
        {
            yield return counted;
        }

        if (item.Code is { } code && words.Title(code, "") is { Length: > 0 } title)
        {
            yield return title;
        }

        if (item.Detail is { Length: > 0 } detail)
        {
            yield return detail;
        }
    }

    internal static string IconOf(NotificationKind kind) => kind switch
    {
        NotificationKind.JobFailed or NotificationKind.ErrorBudgetReached or NotificationKind.HubSyncFailed => "cross",
        NotificationKind.DecisionNeeded or NotificationKind.QuotaPause => "pause",
        NotificationKind.QueueLong => "clock",
        NotificationKind.EndpointDisabled => "link",
        _ => "warning",
    };

    /// <summary>Class of the icon's colour; the title says the same in words.</summary>
    internal static string Tone(NotificationKind kind) => kind is NotificationKind.DecisionNeeded or NotificationKind.QuotaPause or NotificationKind.QueueLong ? "wait" : "bad";
}
