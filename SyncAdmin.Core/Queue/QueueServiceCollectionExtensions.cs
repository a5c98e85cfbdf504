using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Queue.Administration;

namespace SyncAdmin.Core.Queue;

/// <summary>Composition of Queue.</summary>
public static class QueueServiceCollectionExtensions
{
    /// <summary><see cref="DurableQueue"/>, <see cref="QueueAdministration"/> and the upkeep. Settings come from the section <c>Queue</c>. Needs Storage.</summary>
    public static IServiceCollection AddQueue(this IServiceCollection services)
    {
        services.AddOptions<QueueOptions>().BindConfiguration("Queue").ValidateOnStart();
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<QueueSignal>();
        services.AddSingleton<DurableQueue>();
        services.AddSingleton<QueueAdministration>();
        services.AddSingleton<QueueUpkeep>();
        services.AddHostedService<QueueMaintenance>();
        return services;
    }
}
