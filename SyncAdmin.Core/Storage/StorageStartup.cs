using Microsoft.Extensions.Hosting;

namespace SyncAdmin.Core.Storage;

/// <summary>Takes the data directory and brings the schema up to date before any other service of the host starts.</summary>
internal sealed class StorageStartup(DataDirectoryLock directoryLock, StateDatabase database) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        directoryLock.Acquire();
        await database.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
