using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using SyncAdmin.App.Hosting;

namespace SyncAdmin.App.Access;

/// <summary>Sign-in, keys, limits.</summary>
internal static class SignInExtensions
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    internal static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(Schemes.Selector)
            .AddPolicyScheme(Schemes.Selector, Schemes.Selector, options => options.ForwardDefaultSelector = Schemes.Of)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Schemes.Key, null)
            .AddCookie(Schemes.Cookie, ConfigureCookie);
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "SyncAdmin.Antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRateLimiter(RateLimits.Configure);
        return services;
    }

    /// <summary>Who calls, whether another site sent it, how often, and whether the policy table lets it in: in this order.</summary>
    internal static void UseAccess(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseRateLimiter();
        app.UseMiddleware<PolicyMiddleware>();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "SyncAdmin.Session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionLength;
        options.SlidingExpiration = true;
        options.LoginPath = SignIn.Path;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = context =>
        {
            if (MachinePaths.Contains(context.Request.Path))
            {
                // The problem boundary writes the body.
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }
            else
            {
                context.Response.Redirect(context.RedirectUri);
            }

            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            // For a page, the status pages draw it.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return MachinePaths.Contains(context.Request.Path) ? PolicyMiddleware.RefuseAsync(context.HttpContext) : Task.CompletedTask;
        };
    }
}
