namespace SyncAdmin.Tests.Queue.Workers;

/// <summary>A scoped service, as a handler would ask for one.</summary>
internal sealed class HandlerScope : IDisposable
{
    internal bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}
