using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Layout;

/// <summary>The frame round every page that needs sign-in.</summary>
public sealed partial class MainLayout : LayoutComponentBase, IDisposable
{
    private PageErrorBoundary? _boundary;
    private bool _menuOpen;

    [Inject]
    private IStringLocalizer<LayoutTexts> L { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TabVisibility Tab { get; set; } = null!;

    // With <base href="/"> a bare "#content" would lead to the home page.
    private string SkipTarget => new Uri(Navigation.Uri).PathAndQuery + "#content";

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= OnLocationChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Tab.StartAsync() : Task.CompletedTask;

    private void ToggleMenu() => _menuOpen = !_menuOpen;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        _menuOpen = false;
        _boundary?.Recover();
        StateHasChanged();
    }
}
