using System.Globalization;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using SyncAdmin.App.Components;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Access;

namespace SyncAdmin.Tests.Pages.Hosting;

/// <summary>
/// Renders a component with everything that pages have around them, without a browser, and raises its events. What needs a script or
/// OnAfterRender belongs into a browser test.
/// </summary>
internal sealed class ComponentHost : IAsyncDisposable
{
    internal static readonly Actor Admin = new("user", "1", "Ada", Role.Admin);
    internal static readonly Actor Viewer = new("user", "2", "Vic", Role.Viewer);

    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;
    private readonly EventRenderer _renderer;
    private readonly CultureInfo _culture;
    private HtmlRootComponent _root;

    internal ComponentHost(Action<IServiceCollection>? configure = null, Actor? reader = null, string culture = "en-US", string address = "/", TimeProvider? clock = null)
    {
        _culture = CultureInfo.GetCultureInfo(culture);
        var services = WebApplication.CreateEmptyBuilder(new WebApplicationOptions()).Services;
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton<CorrelationIds>();
        services.AddPages();
        services.AddScoped<IJSRuntime, NoScript>();
        services.AddScoped<NavigationManager>(_ => new TestNavigation(address));
        services.AddScoped<AuthenticationStateProvider>(_ => new TestSignIn(reader ?? Admin));
        services.AddAuthorizationCore();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        _scope = _services.CreateAsyncScope();
        _renderer = new EventRenderer(_scope.ServiceProvider);
    }

    internal string Address => Get<NavigationManager>().Uri;

    internal T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>Renders until nothing is pending.</summary>
    internal Task<IHtmlDocument> RenderAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => OnPageAsync(async () =>
    {
        var view = ParameterView.FromDictionary(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
        _root = await _renderer.RenderAsync(typeof(T), view);
        return Parse();
    });

    internal Task<IHtmlDocument> ClickAsync(string id) => RaiseAsync(id, "onclick", new MouseEventArgs { Detail = 1 });

    internal Task<IHtmlDocument> ChangeAsync(string id, object value) => RaiseAsync(id, "onchange", new ChangeEventArgs { Value = value });

    internal Task<IHtmlDocument> InputAsync(string id, string value) => RaiseAsync(id, "oninput", new ChangeEventArgs { Value = value });

    internal Task<IHtmlDocument> SubmitAsync(string id) => RaiseAsync(id, "onsubmit", EventArgs.Empty);

    public async ValueTask DisposeAsync()
    {
#pragma warning disable BL0006 // The base class is the one of EventRenderer.
        await _renderer.DisposeAsync();
#pragma warning restore BL0006
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
    }

    private Task<IHtmlDocument> RaiseAsync(string id, string @event, EventArgs args) => OnPageAsync(async () =>
    {
        await _renderer.RaiseAsync(id, @event, args);
        return Parse();
    });

    private Task<IHtmlDocument> OnPageAsync(Func<Task<IHtmlDocument>> act) => _renderer.Dispatcher.InvokeAsync(() =>
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _culture);
        return act();
    });

    private IHtmlDocument Parse() => new HtmlParser().ParseDocument(_root.ToHtmlString());
}
