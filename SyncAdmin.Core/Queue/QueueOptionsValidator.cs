using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Queue;

/// <summary>Refuses a setting out of range with one line that names key, value and remedy.</summary>
internal sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = SettingRange.Mistakes(
            "Queue",
            [
                new(nameof(QueueOptions.MaxPayloadBytes), options.MaxPayloadBytes, 1 << 10, 64 << 20),
                new(nameof(QueueOptions.PollIntervalMs), options.PollIntervalMs, 50, 60_000),
                new(nameof(QueueOptions.NotifyIntervalMs), options.NotifyIntervalMs, 10, 10_000),
                new(nameof(QueueOptions.StopTimeoutSeconds), options.StopTimeoutSeconds, 0, 300),
                new(nameof(QueueOptions.ArchiveAfterDays), options.ArchiveAfterDays, 0, 3_650),
                new(nameof(QueueOptions.LongWaitMinutes), options.LongWaitMinutes, 1, 10_080),
            ]).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
