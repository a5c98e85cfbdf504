using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Sweeping;

/// <summary>Composition of what removes points, and of what people say to it.</summary>
internal static class SweepingServiceCollectionExtensions
{
    internal static IServiceCollection AddSweeping(this IServiceCollection services)
    {
        services.AddSingleton<Sweep>();
        services.AddSingleton(provider => new SyncDecisions(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<JobQueries>(),
            provider.GetRequiredService<SyncProgress>(),
            provider.GetRequiredService<SyncSignal>()));
        services.AddSingleton(provider => new SyncRestores(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<IVectorStore>(),
            provider.GetRequiredService<RecordLedger>(),
            provider.GetRequiredService<LeaseStore>(),
            provider.GetRequiredService<Reindexes>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService<RemovedPointUpkeep>();
    }
}
