using Microsoft.JSInterop;

namespace SyncAdmin.App.Components.Live;

/// <summary>Whether the reader's browser tab is in sight. One per circuit; nothing is drawn for a hidden tab.</summary>
public sealed class TabVisibility(IJSRuntime script) : IAsyncDisposable
{
    private DotNetObjectReference<TabVisibility>? _self;
    private IJSObjectReference? _watch;

    /// <summary>True until the browser says otherwise.</summary>
    public bool Visible { get; private set; } = true;

    /// <summary>After <see cref="Visible"/> has changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Starts to listen; once, after the first render.</summary>
    public async Task StartAsync()
    {
        _self = DotNetObjectReference.Create(this);
        await using var module = await script.InvokeAsync<IJSObjectReference>("import", "./js/visibility.js");
        _watch = await module.InvokeAsync<IJSObjectReference>("watch", _self);
    }

    /// <summary>Called by <c>js/visibility.js</c>.</summary>
    [JSInvokable]
    public void SetVisible(bool visible)
    {
        if (visible == Visible)
        {
            return;
        }

        Visible = visible;
        Changed?.Invoke(this, EventArgs.Empty);
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
}
