using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Model;

/// <summary>The state as one engine reaches it.</summary>
internal sealed class ModelState(ModelEngine engine, StateDatabase inner) : StateDatabase
{
    public override StorageProvider Provider => inner.Provider;

    public override DatabaseTime Time => inner.Time;

    public override Task<T> WriteAsync<T>(Func<StateTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => engine.CallAsync(
        "state write",
        () => inner.WriteAsync(
            async (transaction, token) =>
            {
                var result = await work(transaction, token);
                engine.ThrowIfDead();
                return result;
            },
            cancellationToken));

    protected override AppDbContext CreateContext()
    {
        engine.ThrowIfDead();
        return inner.Read();
    }

    protected override Task MigrateLockedAsync(AppDbContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
}
