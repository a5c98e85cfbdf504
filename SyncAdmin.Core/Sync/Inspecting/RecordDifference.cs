namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>One way in which source, ledger and store differ over a record.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Detail">In one sentence.</param>
/// <param name="Fields">Payload fields that differ between source and store, where it is about the payload and both are there.</param>
public sealed record RecordDifference(RecordDifferenceKind Kind, string Detail, IReadOnlyList<string> Fields);
