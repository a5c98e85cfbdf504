using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Access;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.Components.Notifications;

/// <summary>The bell of the frame: how many notifications the reader has not read, and the newest of them. Follows what is raised and read, here or in another tab.</summary>
public sealed partial class NotificationBell : LeavingComponent
{
    private const int Newest = 20;
    private const int MostInBadge = 99;

    private CultureInfo _culture = CultureInfo.InvariantCulture;
    private CultureInfo _uiCulture = CultureInfo.InvariantCulture;
    private IDisposable? _subscription;
    private Page<NotificationView>? _shown;
    private ElementReference _button;
    private ElementReference _panel;
    private Problem? _problem;
    private int _unread;
    private int _asked;
    private bool _open;
    private Func<ElementReference>? _focusNext;

    [Inject]
    private IStringLocalizer<NotificationTexts> L { get; set; } = null!;

    [Inject]
    private ErrorWords Words { get; set; } = null!;

    [Inject]
    private NotificationFeed Feed { get; set; } = null!;

    [Inject]
    private CurrentActor Reader { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Label => _unread == 0 ? L["Notifications"] : L["NotificationsUnread", _unread];

    private string Badge => _unread > MostInBadge ? $"{MostInBadge}+" : _unread.ToString(CultureInfo.CurrentCulture);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        (_culture, _uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        Navigation.LocationChanged += CloseOnLeaving;
        // A prerendered page has no circuit to draw to: only an interactive one follows.
        _subscription = RendererInfo.IsInteractive ? Feed.Subscribe(ReloadSoon) : null;
        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusNext is { } next)
        {
            _focusNext = null;
            await next().FocusAsync();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _subscription?.Dispose();
            Navigation.LocationChanged -= CloseOnLeaving;
        }

        base.Dispose(disposing);
    }

    /// <summary>However much is raised at once, one load is under way and one waits.</summary>
    private void ReloadSoon()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            _ = InvokeAsync(ReloadAsync);
        }
    }

    private async Task ReloadAsync()
    {
        Volatile.Write(ref _asked, 0);
        await LoadAsync();
        if (!Left.IsCancellationRequested)
        {
            // A change comes on another's thread, which has the server's culture and not the reader's.
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _uiCulture);
            StateHasChanged();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            if (await Reader.GetAsync() is { } actor)
            {
                _unread = await Feed.UnreadAsync(actor, Left);
                _shown = _open ? await Feed.ListAsync(actor, unreadOnly: false, 1, Newest, Left) : null;
                _problem = null;
            }
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (Exception exception) when (LastingFailure.ProblemOf(exception) is not null)
        {
            // The bell stands outside of the page: a state that is away for a moment must not end the page with it.
            _problem = LastingFailure.ProblemOf(exception);
        }
    }

    private async Task ToggleAsync()
    {
        if (_open)
        {
            CloseAndReturn();
            return;
        }

        _open = true;
        await LoadAsync();
        _focusNext = () => _panel;
    }

    private void Close() => (_open, _shown) = (false, null);

    private void CloseAndReturn()
    {
        Close();
        _focusNext = () => _button;
    }

    private void CloseOnEscape(KeyboardEventArgs key)
    {
        if (_open && key.Key == "Escape")
        {
            CloseAndReturn();
        }
    }

    private void CloseOnLeaving(object? sender, LocationChangedEventArgs e)
    {
        Close();
        _ = InvokeAsync(StateHasChanged);
    }

    private Task MarkAsync(NotificationView item) => MarkAsync([item.Id]);

    private Task MarkAllAsync() => MarkAsync(ids: null);

    private async Task MarkAsync(IReadOnlyCollection<Guid>? ids)
    {
        try
        {
            if (await Reader.GetAsync() is { } actor)
            {
                await Feed.MarkReadAsync(actor, ids, Left);
            }

            await LoadAsync();
        }
        catch (ProblemException exception)
        {
            _problem = exception.Problem;
        }
    }
}
