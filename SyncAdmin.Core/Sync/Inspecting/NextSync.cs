namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>What the next sync will do with a record if nothing changes until then.</summary>
/// <param name="Action">What.</param>
/// <param name="Detail">In one sentence, and why.</param>
public sealed record NextSync(NextSyncAction Action, string Detail);
