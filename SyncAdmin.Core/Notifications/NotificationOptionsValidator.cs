using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Notifications;

/// <summary>Refuses a setting out of range with one line that names key, value and remedy.</summary>
internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    internal const int LargestThreshold = 100_000_000;

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = SettingRange.Mistakes(
            "Notifications",
            [
                new(nameof(NotificationOptions.CheckSeconds), options.CheckSeconds, 1, 3_600),
                new(nameof(NotificationOptions.QueueLong), options.QueueLong, 1, LargestThreshold),
                new(nameof(NotificationOptions.DeadLetters), options.DeadLetters, 1, LargestThreshold),
                new(nameof(NotificationOptions.ErrorsFrequent), options.ErrorsFrequent, 1, LargestThreshold),
                new(nameof(NotificationOptions.KeepDays), options.KeepDays, 1, 3_650),
            ]).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
