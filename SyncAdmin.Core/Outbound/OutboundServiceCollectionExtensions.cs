using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Outbound;

/// <summary>Registration of the guard of outbound calls.</summary>
public static class OutboundServiceCollectionExtensions
{
    /// <summary><see cref="OutboundGuard"/>; reads the section <c>Outbound</c>. May be called more than once.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddOptions<OutboundOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<OutboundOptions>, OutboundOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutboundOptions>, OutboundOptionsSetup>());
        services.TryAddSingleton<NameResolver>(_ => Dns.GetHostAddressesAsync);
        services.TryAddSingleton(provider => new OutboundGuard(provider.GetRequiredService<IOptions<OutboundOptions>>(), provider.GetRequiredService<NameResolver>()));
        return services;
    }
}
