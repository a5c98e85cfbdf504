using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SyncAdmin.Core.Search;

/// <summary>Composition of Search.</summary>
public static class SearchServiceCollectionExtensions
{
    /// <summary>The search service. Needs <c>AddCollections</c>, <c>AddEmbeddings</c> and <c>AddVectors</c>.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<SearchService>();
    }
}
