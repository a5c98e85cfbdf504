namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>Settings of outgoing webhooks, section <c>Webhooks</c>. Checked at start by <see cref="WebhookOptionsValidator"/>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Seconds that a receiver has to answer: 1 to 60, default 20. Standard Webhooks recommends 15 to 30.</summary>
    public int TimeoutSeconds { get; set; } = DefaultTimeoutSeconds;

    /// <summary>Days of nothing but failures after which an endpoint is switched off: 1 to 60, default 5.</summary>
    public int DisableAfterDays { get; set; } = 5;

    internal const int DefaultTimeoutSeconds = 20;

    internal TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);
}
