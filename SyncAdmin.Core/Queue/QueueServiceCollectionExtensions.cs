using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Queue.Administration;
using SyncAdmin.Core.Queue.Wakes;
using SyncAdmin.Core.Queue.Workers;

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
        services.AddSingleton<QueueWorkers>();
        services.AddSingleton<QueueChannel>();
        services.AddHostedService<QueueNotifier>();
        services.AddHostedService<QueueListener>();

        services.AddOptions<HostOptions>().PostConfigure<IServiceProvider>(GiveWorkersTimeToStop);
        return services;
    }

    /// <summary>
    /// Has this process work off a queue: <typeparamref name="THandler"/> is made anew for each message, in a DI scope of its own. The definition is in DI as well
    /// (<c>IEnumerable&lt;QueueDefinition&gt;</c>). Needs <see cref="AddQueue"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The queue has a worker already, or the definition is out of its ranges.</exception>
    public static IServiceCollection AddQueueWorker<THandler>(this IServiceCollection services, QueueDefinition definition)
        where THandler : class, IMessageHandler
    {
        ArgumentNullException.ThrowIfNull(definition);
        definition.Check();
        if (services.Any(service => service.ImplementationInstance is QueueDefinition known && known.Name == definition.Name))
        {
            throw new ArgumentException($"The queue {definition.Name} has a worker already: one handler works off a queue.", nameof(definition));
        }

        services.AddSingleton(definition);
        services.TryAddScoped<THandler>();
        services.AddSingleton<IHostedService>(provider =>
        {
            var worker = new QueueWorker(
                definition,
                static scope => scope.GetRequiredService<THandler>(),
                provider.GetRequiredService<DurableQueue>(),
                provider.GetRequiredService<QueueSignal>(),
                provider.GetRequiredService<IServiceScopeFactory>(),
                provider.GetRequiredService<IOptions<QueueOptions>>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<QueueWorker>>());
            provider.GetRequiredService<QueueWorkers>().Add(definition.Name, worker);
            return worker;
        });
        return services;
    }

    /// <summary>The host's patience at a stop must not end before the workers' own.</summary>
    private static void GiveWorkersTimeToStop(HostOptions host, IServiceProvider services)
    {
        try
        {
            var needed = TimeSpan.FromSeconds(services.GetRequiredService<IOptions<QueueOptions>>().Value.StopTimeoutSeconds) + QueueWorker.GiveUpTime + TimeSpan.FromSeconds(5);
            host.ShutdownTimeout = host.ShutdownTimeout > needed ? host.ShutdownTimeout : needed;
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            // A host reads its own options while it is built, when nobody could say what is wrong with ours: the check at start says it, with all other mistakes.
        }
    }
}
