using System.Globalization;
using Microsoft.AspNetCore.Components;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Progress;

namespace SyncAdmin.App.Components.Live;

/// <summary>
/// The one way a page follows sync jobs: subscribe, take each update into the page's state, draw at most four times a second and
/// not at all in a hidden tab, let go when the page is left.
/// </summary>
public abstract class LiveComponent : LeavingComponent
{
    private static readonly TimeSpan BetweenDraws = TimeSpan.FromMilliseconds(250);

    private CultureInfo _culture = CultureInfo.InvariantCulture;
    private CultureInfo _uiCulture = CultureInfo.InvariantCulture;
    private IDisposable? _subscription;
    private ITimer? _later;
    private long _drawnAt;
    private bool _waits;
    private bool _gone;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    [Inject]
    private SyncProgress Progress { get; set; } = null!;

    [Inject]
    private TabVisibility Tab { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _culture = CultureInfo.CurrentCulture;
        _uiCulture = CultureInfo.CurrentUICulture;
        Tab.Changed += OnTabChanged;
    }

    /// <summary>Follows one job, or all when <paramref name="jobId"/> is null; replaces what was followed before.</summary>
    protected void Watch(Guid? jobId)
    {
        _subscription?.Dispose();
        // A prerendered page has no circuit to draw to: only an interactive one follows.
        _subscription = RendererInfo.IsInteractive ? Progress.Subscribe(jobId, TakeAsync) : null;
    }

    /// <summary>Takes an update into the page's state; on the page's own dispatcher. True when there is something to draw.</summary>
    protected abstract bool Take(SyncJobView job);

    /// <summary>Lets go of the subscription too.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_gone)
        {
            _gone = true;
            _subscription?.Dispose();
            _later?.Dispose();
            Tab.Changed -= OnTabChanged;
        }

        base.Dispose(disposing);
    }

    private Task TakeAsync(SyncJobView job) => InvokeAsync(() =>
    {
        if (!_gone && Take(job))
        {
            DrawSoon();
        }
    });

    private void DrawSoon()
    {
        if (_waits || !Tab.Visible)
        {
            _waits = true;
            return;
        }

        var since = Clock.GetElapsedTime(_drawnAt);
        if (since >= BetweenDraws)
        {
            Draw();
            return;
        }

        _waits = true;
        _later ??= Clock.CreateTimer(_ => _ = InvokeAsync(DrawIfWaiting), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _later.Change(BetweenDraws - since, Timeout.InfiniteTimeSpan);
    }

    private void OnTabChanged(object? sender, EventArgs e) => _ = InvokeAsync(DrawIfWaiting);

    private void DrawIfWaiting()
    {
        if (_waits && !_gone && Tab.Visible)
        {
            Draw();
        }
    }

    private void Draw()
    {
        _waits = false;
        _drawnAt = Clock.GetTimestamp();
        // An update comes on the engine's thread, which has the server's culture and not the reader's.
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
        StateHasChanged();
    }
}
