using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>Refuses a setting out of range with one line that names key, value and remedy.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    internal const int LongestTimeout = 60;

    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = SettingRange.Mistakes(
            "Webhooks",
            [
                new(nameof(WebhookOptions.TimeoutSeconds), options.TimeoutSeconds, 1, LongestTimeout),
                new(nameof(WebhookOptions.DisableAfterDays), options.DisableAfterDays, 1, 60),
            ]).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
