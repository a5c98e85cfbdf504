using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SyncAdmin.Core.Storage;

/// <summary>Takes the data directory and brings the schema up to date before any other service of the host starts.</summary>
/// <remarks>
/// Resolves late: a host constructs its hosted services before it validates options, and all mistakes of all features are to come at once.
/// </remarks>
internal sealed class StorageStartup(IServiceProvider services) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<DataDirectoryLock>().Acquire();
        await services.GetRequiredService<StateDatabase>().MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
