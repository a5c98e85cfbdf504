using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Notifications;

/// <summary>Composition of Notifications.</summary>
public static class NotificationsServiceCollectionExtensions
{
    /// <summary>The outbox alone: what a feature needs that raises notifications and leaves it to <see cref="AddNotifications"/> to hand them on. May be called more than once.</summary>
    public static IServiceCollection AddNotificationOutbox(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NotificationSignal>();
        services.TryAddSingleton(provider => new NotificationOutbox(provider.GetRequiredService<NotificationSignal>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Endpoints, the bell, and the loop that hands on what was raised. Settings come from the section <c>Notifications</c>. Needs Storage, Access, Outbound, Queue and Webhooks.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<NotificationOptions>().BindConfiguration("Notifications").ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>();
        services.AddNotificationOutbox();
        services.AddSingleton<IEndpointNotices, EndpointNotices>();
        services.AddSingleton<NotificationThresholds>();
        services.AddSingleton<NotificationFanOut>();
        services.AddSingleton<ConditionReader>();
        services.AddSingleton<ConditionWatch>();
        services.AddSingleton<NotificationRetention>();
        services.AddSingleton(provider => new NotificationFeed(provider.GetRequiredService<StateDatabase>(), provider.GetRequiredService<NotificationSignal>()));
        services.AddSingleton(provider => new NotificationEndpointCheck(provider.GetRequiredService<OutboundGuard>()));
        services.AddSingleton(provider => new NotificationEndpoints(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<NotificationEndpointCheck>(),
            provider.GetRequiredService<WebhookSecrets>(),
            provider.GetRequiredService<WebhookSender>(),
            provider.GetRequiredService<WebhookStore>(),
            provider.GetRequiredService<WebhookReplay>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<NotificationCourier>();
        return services;
    }
}
