using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging.Console;
using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;

namespace SyncAdmin.App.Hosting;

/// <summary>What every request and every log line shares.</summary>
internal static class HostingExtensions
{
    internal const string DefaultUrl = "http://localhost:5080";
    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];
    private const long LargestBody = 1 << 20;

    /// <summary>A published application finds its pages' files beside itself, wherever it is started from.</summary>
    internal static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };

    internal static void AddHosting(this WebApplicationBuilder builder)
    {
        // Outside Development too: `dotnet run` serves from the build output, where static files live in the packages' folders.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        if (!HasAddress(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.FormatterName = PlainLines.Name).AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        // The framework's base class logs each refused request under our handler's name.
        builder.Logging.AddFilter(typeof(ApiKeyHandler).FullName, LogLevel.Warning);
        // Its warning on every first start (keys at rest are protected by file permissions alone) is said in the operating guide.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CorrelationIds>();
        builder.Services.ConfigureHttpJsonOptions(options => ConfigureJson(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>The same JSON for the API and the hub: camelCase, enums as words, no numbers in their place.</summary>
    internal static void ConfigureJson(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new WellFormedElement());
    }

    /// <summary>The outermost layers of a request.</summary>
    internal static void UseHosting(this WebApplication app)
    {
        app.UseMiddleware<Correlation>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemBoundary>();
        app.UseMiddleware<DotSegments>();
        if (!HostMistakes.IsTrue(app.Configuration, LoopbackOnly.Key))
        {
            app.UseMiddleware<LoopbackOnly>();
        }

        app.UseStatusPages();
        app.UseWebSockets();
        app.UseRouting();
    }

    private static bool HasAddress(ConfigurationManager configuration) =>
        AddressKeys.Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
