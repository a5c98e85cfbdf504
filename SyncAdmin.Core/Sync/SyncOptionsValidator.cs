using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Sync;

/// <summary>Refuses a setting out of range with one line that names key, value and remedy.</summary>
internal sealed class SyncOptionsValidator : IValidateOptions<SyncOptions>
{
    public ValidateOptionsResult Validate(string? name, SyncOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = SettingRange.Mistakes(
            "Sync",
            [
                new(nameof(SyncOptions.MaxConcurrentJobs), options.MaxConcurrentJobs, 1, 64),
                new(nameof(SyncOptions.LeaseSeconds), options.LeaseSeconds, 3, 600),
                new(nameof(SyncOptions.PollMilliseconds), options.PollMilliseconds, 50, 1_000),
                new(nameof(SyncOptions.InFlightBatches), options.InFlightBatches, 4, 1_000),
                new(nameof(SyncOptions.InFlightMegabytes), options.InFlightMegabytes, 8, 4_096),
                new(nameof(SyncOptions.CommitMilliseconds), options.CommitMilliseconds, 0, 5_000),
                new(nameof(SyncOptions.WritePoints), options.WritePoints, 1, 4_000),
                new(nameof(SyncOptions.OverlapSeconds), options.OverlapSeconds, 0, 86_400),
                new(nameof(SyncOptions.ErrorShare), options.ErrorShare, 0, 1),
                new(nameof(SyncOptions.RestoreHours), options.RestoreHours, 1, 720),
                new(nameof(SyncOptions.ErrorShareAfter), options.ErrorShareAfter, 1, int.MaxValue),
                new(nameof(SyncOptions.WebhookGatherMilliseconds), options.WebhookGatherMilliseconds, 0, 10_000),
                new(nameof(SyncOptions.DeliveryRetentionDays), options.DeliveryRetentionDays, 1, 3_650),
            ]).ToList();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone ?? string.Empty, out _))
        {
            mistakes.Add($"Sync:{nameof(SyncOptions.TimeZone)} is \"{options.TimeZone}\": set it to a time zone that this machine knows, such as America/Mexico_City, or leave it out for UTC.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
