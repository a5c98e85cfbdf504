using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SyncAdmin.Core.Collections.Reindexing;

namespace SyncAdmin.Core.Collections;

/// <summary>Composition of Collections.</summary>
public static class CollectionsServiceCollectionExtensions
{
    /// <summary>The collection manager, and the way to look at points. Needs <c>AddStorage</c>, <c>AddAccess</c> and <c>AddVectors</c>.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<CollectionManager>().AddSingleton<CollectionPoints>().AddSingleton<Reindexes>().AddHostedService<ReindexUpkeep>();
    }
}
