using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Radzen;
using SyncAdmin.App.Components.Access;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Components.Sync;

namespace SyncAdmin.App.Components;

/// <summary>What the pages need.</summary>
internal static class PagesServiceCollectionExtensions
{
    // What a prerendered page hands to its circuit travels through the browser and back, and a list of jobs is larger than the default 32 KiB.
    private const long LargestMessage = 1 << 20;

    private static readonly string[] Languages = ["en", "es"];

    /// <summary>Components, Radzen, languages, and what lives as long as a circuit. <c>UseRequestLocalization()</c> must run before <see cref="MapPages"/>'s endpoints.</summary>
    internal static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddRadzenComponents();
        services.AddCascadingAuthenticationState();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(SetLanguages);
        services.AddScoped<TabVisibility>();
        services.AddScoped<PageClock>();
        services.AddScoped<CurrentActor>();
        services.AddSingleton<ErrorWords>();
        return services;
    }

    /// <summary>The pages and their circuit.</summary>
    internal static void MapPages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapRazorComponents<Root>().AddInteractiveServerRenderMode();

    // Texts are English or Spanish; numbers and dates are written as in the reader's own region (es-MX and es-ES differ).
    private static void SetLanguages(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture("en").AddSupportedUICultures(Languages);
        options.SupportedCultures =
        [
            .. CultureInfo.GetCultures(CultureTypes.NeutralCultures | CultureTypes.SpecificCultures)
                .Where(culture => Languages.Contains(culture.TwoLetterISOLanguageName, StringComparer.Ordinal)),
        ];
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
    }
}
