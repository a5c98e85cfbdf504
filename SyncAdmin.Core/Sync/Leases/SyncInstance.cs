namespace SyncAdmin.Core.Sync.Leases;

/// <summary>This process, as leases name it: readable for people, and never the same twice.</summary>
internal sealed class SyncInstance(TimeProvider time)
{
    internal string Id { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(time.GetUtcNow()):N}";
}
