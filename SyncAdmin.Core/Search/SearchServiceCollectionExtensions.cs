using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SyncAdmin.Core.Search;

/// <summary>Composition of Search.</summary>
public static class SearchServiceCollectionExtensions
{
    /// <summary>Search by text and by picture. Needs <c>AddCollections</c>, <c>AddEmbeddings</c>, <c>AddVision</c> and <c>AddVectors</c>.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<SearchService>().AddSingleton<ImageSearchService>();
    }
}
