using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Access;

/// <summary>Composition of Access.</summary>
public static class AccessServiceCollectionExtensions
{
    /// <summary>API keys, sign-in links and the audit log. Needs <c>AddStorage</c>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var setup = new AccessOptionsSetup(configuration);
        services.AddOptions<AccessOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<AccessOptions>>(setup);
        services.AddSingleton<IValidateOptions<AccessOptions>>(setup);
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<SignInLinks>();
        return services;
    }
}
