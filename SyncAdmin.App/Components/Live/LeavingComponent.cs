using Microsoft.AspNetCore.Components;

namespace SyncAdmin.App.Components.Live;

/// <summary>A page, or a part of one, whose loads end when the reader leaves.</summary>
public abstract class LeavingComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    /// <summary>The reader is here.</summary>
    protected LeavingComponent() => Left = _left.Token;

    /// <summary>Cancelled when the page is left; may still be asked then, by a load that was under way.</summary>
    protected CancellationToken Left { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the loads.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !Left.IsCancellationRequested)
        {
            _left.Cancel();
            _left.Dispose();
        }
    }
}
