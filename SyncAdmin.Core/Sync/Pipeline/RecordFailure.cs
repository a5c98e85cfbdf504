using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>A record that could not be synced; one row of <c>sync_errors</c>.</summary>
/// <param name="Identifier">Record key, or what there is of it.</param>
/// <param name="Problem">Why.</param>
/// <param name="Row">The source row as JSON, masked where the mapping masks, at most 64 KiB.</param>
internal sealed record RecordFailure(string Identifier, Problem Problem, string Row)
{
    /// <summary>Identifies a record that has no usable key.</summary>
    internal const string NoKey = "(no key)";
}
