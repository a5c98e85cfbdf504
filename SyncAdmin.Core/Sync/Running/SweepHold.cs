namespace SyncAdmin.Core.Sync.Running;

/// <summary>Keeps everybody else from these records until what it gives is disposed of: waits for who is at work on one of them. Null: there is nobody else.</summary>
internal delegate ValueTask<IDisposable?> SweepHold(IReadOnlyCollection<string> recordKeys, CancellationToken cancellationToken);
