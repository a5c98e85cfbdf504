using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>Composition of re-indexing.</summary>
internal static class ReindexingServiceCollectionExtensions
{
    internal static IServiceCollection AddReindexing(this IServiceCollection services) => services
        .AddSingleton<ReindexCheck>()
        .AddSingleton<ReindexSync>()
        .AddSingleton(provider => new ReindexService(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<CollectionManager>(),
            provider.GetRequiredService<Reindexes>(),
            provider.GetRequiredService<IEmbedder>(),
            provider.GetRequiredService<SyncService>(),
            provider.GetRequiredService<SyncSignal>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<TimeProvider>()));
}
