using Microsoft.JSInterop;

namespace SyncAdmin.Tests.Pages.Hosting;

/// <summary>No browser, no script: every call answers with nothing.</summary>
internal sealed class NoScript : IJSRuntime
{
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => default;

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => default;
}
