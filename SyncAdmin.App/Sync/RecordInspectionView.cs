using SyncAdmin.App.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Inspecting;

namespace SyncAdmin.App.Sync;

/// <summary>An inspection, as the API answers it; see <see cref="RecordInspection"/>.</summary>
internal sealed record RecordInspectionView(
    Guid DatasourceId,
    string DatasourceName,
    string Collection,
    string? PhysicalCollection,
    string Code,
    DateTimeOffset ReadAt,
    ProblemView? SourceProblem,
    ProblemView? StoreProblem,
    ProblemView? CollectionProblem,
    IReadOnlyList<InspectedRecordView> Records,
    int TotalRecords,
    IReadOnlyList<InspectedDelivery> Deliveries,
    IReadOnlyList<SyncErrorView> Errors,
    IReadOnlyList<SyncJobView> Jobs)
{
    internal static RecordInspectionView Of(RecordInspection inspection) => new(
        inspection.DatasourceId,
        inspection.DatasourceName,
        inspection.Collection,
        inspection.PhysicalCollection,
        inspection.Code,
        inspection.ReadAt,
        ProblemView.Of(inspection.SourceProblem),
        ProblemView.Of(inspection.StoreProblem),
        ProblemView.Of(inspection.CollectionProblem),
        [.. inspection.Records.Select(InspectedRecordView.Of)],
        inspection.TotalRecords,
        inspection.Deliveries,
        inspection.Errors,
        inspection.Jobs);
}
