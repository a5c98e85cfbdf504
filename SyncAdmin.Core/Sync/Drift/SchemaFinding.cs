using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Sync.Drift;

/// <summary>What a look at the source's columns found.</summary>
/// <param name="Problem">Why no run may begin; null when it may.</param>
/// <param name="Diff">Against what is remembered; null when nothing was, or a person has changed the datasource since.</param>
/// <param name="ToRemember">The columns as they are, when that is news; null: nothing new, or a problem.</param>
internal sealed record SchemaFinding(Problem? Problem, SchemaDiff? Diff = null, SourceSchema? ToRemember = null);
