using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>The glossary's words for a sync job, in the reader's language.</summary>
internal static class JobWords
{
    internal static string Status(this IStringLocalizer<SyncTexts> texts, SyncJobView job) => texts["Status" + StateOf(job)];

    internal static string Status(this IStringLocalizer<SyncTexts> texts, SyncJobStatus status) => texts["Status" + status];

    internal static string Type(this IStringLocalizer<SyncTexts> texts, SyncJobType type) => texts["Type" + type];

    /// <summary>Why a pending job waits; null when it does not, or for a reason that this version has no words for.</summary>
    internal static string? Wait(this IStringLocalizer<SyncTexts> texts, string? reason)
    {
        if (string.IsNullOrEmpty(reason))
        {
            return null;
        }

        var text = texts["Wait" + char.ToUpperInvariant(reason[0]) + reason[1..]];
        return text.ResourceNotFound ? reason : text;
    }

    /// <summary>The status, with the two that only people need told apart: waiting for something, and stopping.</summary>
    internal static string StateOf(SyncJobView job) => job switch
    {
        { Status: SyncJobStatus.Pending, WaitReason: not null } => "Waiting",
        { Status: SyncJobStatus.Running, CancelRequested: true } => "Stopping",
        _ => job.Status.ToString(),
    };

    /// <summary>Who started it: a person by name alone, everything else with its kind (<c>schedule: nightly</c>).</summary>
    internal static string Starter(this IStringLocalizer<SyncTexts> texts, SyncJobView job) => texts.Actor(job.StartedBy);

    /// <summary>Who did something, from <c>kind:name</c>.</summary>
    internal static string Actor(this IStringLocalizer<SyncTexts> texts, string actor)
    {
        var colon = actor.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
        {
            return actor;
        }

        var (kind, name) = (actor[..colon], actor[(colon + 1)..]);
        var word = texts["Actor" + char.ToUpperInvariant(kind[0]) + kind[1..]];
        return kind is "user" or "system" || word.ResourceNotFound ? name : $"{word.Value} {name}";
    }

    internal static bool IsOpen(this SyncJobView job) => job.Status is SyncJobStatus.Pending or SyncJobStatus.Running;
}
