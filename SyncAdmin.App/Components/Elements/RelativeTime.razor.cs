using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Layout;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Elements;

/// <summary>"3 minutes ago", with the exact time in the reader's zone on hover; stays true by itself.</summary>
public sealed partial class RelativeTime : ComponentBase, IDisposable
{
    private CultureInfo _culture = CultureInfo.InvariantCulture;
    private CultureInfo _uiCulture = CultureInfo.InvariantCulture;
    private IDisposable? _ticks;

    /// <summary>The instant, past or future.</summary>
    [Parameter]
    [EditorRequired]
    public DateTimeOffset At { get; set; }

    [CascadingParameter]
    private Reader? Reader { get; set; }

    [Inject]
    private IStringLocalizer<ElementTexts> L { get; set; } = null!;

    [Inject]
    private PageClock Ticks { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Text => Moments.Relative(Clock.GetUtcNow() - At, L);

    private string Exact => Moments.Exact(At, Reader ?? Reader.Unknown);

    /// <inheritdoc/>
    public void Dispose() => _ticks?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        (_culture, _uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        if (RendererInfo.IsInteractive)
        {
            _ticks = Ticks.Subscribe(() => _ = InvokeAsync(Draw));
        }
    }

    private void Draw()
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _uiCulture);
        StateHasChanged();
    }
}
