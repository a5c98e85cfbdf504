using System.Runtime.InteropServices;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Deliveries;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>What became of one record that was synced by name.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Problem">Why it failed; null otherwise.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeyedOutcome(RecordOutcome Outcome, Problem? Problem = null);
