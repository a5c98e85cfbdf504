using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Webhooks;

/// <summary>Composition of Webhooks.</summary>
public static class WebhooksServiceCollectionExtensions
{
    // A receiver that hangs holds one of these for as long as the time limit.
    private const int Concurrency = 16;

    // For the state, after the receiver's time is over.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>What goes out: endpoints, messages, and the worker that sends them. Settings come from the section <c>Webhooks</c>. Needs Storage, Outbound and Queue.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new WebhookSecrets(provider.GetRequiredService<IDataProtectionProvider>()));
        services.AddSingleton(provider => new WebhookSender(
            provider.GetRequiredService<OutboundGuard>(), provider.GetRequiredService<IOptions<WebhookOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new WebhookStore(
            provider.GetRequiredService<StateDatabase>(), provider.GetService<IEndpointNotices>(), provider.GetRequiredService<IOptions<WebhookOptions>>()));
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<WebhookReplay>();
        services.AddQueueWorker<WebhookHandler>(new QueueDefinition(WebhookOutbox.Queue)
        {
            Concurrency = Concurrency,
            Visibility = TimeSpan.FromSeconds(LongestCall(configuration)) + Margin,
        });
        return services;
    }

    /// <summary>The lease is set when the application is composed. A value that is wrong is refused at start, and must not fail here.</summary>
    private static int LongestCall(IConfiguration configuration) =>
        int.TryParse(configuration[$"Webhooks:{nameof(WebhookOptions.TimeoutSeconds)}"], CultureInfo.InvariantCulture, out var seconds)
            ? Math.Clamp(seconds, 1, WebhookOptionsValidator.LongestTimeout)
            : WebhookOptions.DefaultTimeoutSeconds;
}
