using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Search;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vision;
using SyncAdmin.Core.Webhooks;

namespace SyncAdmin.App.Hosting;

/// <summary>What the product does, floor by floor (ARCHITECTURE.md). Hosted services start in this order: the state first, the engine last.</summary>
internal static class Features
{
    internal static IServiceCollection AddFeatures(this IServiceCollection services, IConfiguration configuration) => services
        .AddStorage(configuration)
        .AddOutbound()
        .AddConnectors()
        .AddVectors(configuration)
        .AddModels(configuration)
        .AddAccess(configuration)
        .AddQueue()
        .AddEmbeddings(configuration)
        .AddVision(configuration)
        .AddRecords()
        .AddWebhooks(configuration)
        .AddCollections()
        .AddDatasources()
        .AddSearch()
        .AddNotifications()
        .AddSync();
}
