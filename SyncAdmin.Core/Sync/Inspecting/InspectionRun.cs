using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>What one inspection works with.</summary>
/// <param name="Datasource">Whose records.</param>
/// <param name="Query">What it reads.</param>
/// <param name="Mapper">Rows to records.</param>
/// <param name="Collection">Where its points are; null: not made yet.</param>
/// <param name="Code">What was asked for.</param>
internal sealed record InspectionRun(Datasource Datasource, SourceQuery Query, RecordMapper Mapper, Collection? Collection, string Code)
{
    /// <summary>Its rows of the ledger; of no collection where there is none.</summary>
    internal LedgerScope Scope => new(Collection?.PhysicalName ?? string.Empty, Datasource.Id);

    /// <summary>Whether full syncs remove what is gone.</summary>
    internal bool Sweeps => DeletePolicyText.Read(Datasource.DeletePolicy).Sweeps;
}
