using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Components.Search;

/// <summary>
/// Takes a photo (chosen, dropped, pasted, taken) and says what is in it. The photo travels by a request of its own to <c>/api/search/image</c>, with the
/// session's cookie and the header that other sites can't set, and not through the circuit: a circuit's messages are small and in one line, so a slow
/// upload would freeze the page, and it would be lost when the circuit reconnects. This way it has real progress, and meets the very checks,
/// limits and policy that machines meet.
/// </summary>
public sealed partial class PhotoBox : ComponentBase, IAsyncDisposable
{
    private ElementReference _root;
    private DotNetObjectReference<PhotoBox>? _self;
    private IJSObjectReference? _watch;
    private PhotoStage _stage;
    private PhotoReading? _reading;
    private Problem? _problem;
    private bool _ready;

    /// <summary>Whether there is a provider; without one, only that is said.</summary>
    [Parameter]
    [EditorRequired]
    public bool Configured { get; set; }

    /// <summary>A photo was understood.</summary>
    [Parameter]
    public EventCallback<PhotoReading> OnRead { get; set; }

    [Inject]
    private IStringLocalizer<SearchTexts> L { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    /// <summary>Called by <c>js/photo.js</c>: the photo is at this stage; <c>None</c> when it was taken away.</summary>
    [JSInvokable]
    public void At(string stage)
    {
        if (Enum.TryParse<PhotoStage>(stage, out var now) && Enum.IsDefined(now))
        {
            (_stage, _reading, _problem) = (now, null, null);
            StateHasChanged();
        }
    }

    /// <summary>Called by <c>js/photo.js</c> with the API's answer.</summary>
    [JSInvokable]
    public async Task ReadAsync(PhotoReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        (_stage, _reading) = (PhotoStage.Read, reading);
        StateHasChanged();
        await OnRead.InvokeAsync(reading);
    }

    /// <summary>Called by <c>js/photo.js</c> with the API's problem, or with the code of what went wrong in the browser.</summary>
    [JSInvokable]
    public void Fail(string? code, string? detail)
    {
        var error = ErrorCatalog.All.GetValueOrDefault(code ?? "") ?? ErrorCatalog.PictureNotSent;
        (_stage, _problem) = (PhotoStage.Failed, new Problem(error, detail ?? ""));
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_watch is not null)
            {
                await _watch.InvokeVoidAsync("stop");
                await _watch.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser went first; its listeners went with it.
        }

        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Configured)
        {
            return;
        }

        _self = DotNetObjectReference.Create(this);
        await using var module = await Script.InvokeAsync<IJSObjectReference>("import", "./js/photo.js");
        _watch = await module.InvokeAsync<IJSObjectReference>("watch", _root, _self, ErrorCatalog.PictureNotSent.Code, ErrorCatalog.PictureUnreadableHere.Code);
        _ready = true;
        StateHasChanged();
    }
}
