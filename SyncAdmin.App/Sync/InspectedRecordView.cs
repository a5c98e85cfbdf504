using System.Text.Json;
using SyncAdmin.App.Errors;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Sync.Inspecting;

namespace SyncAdmin.App.Sync;

/// <summary>One record of an inspection, as the API answers it; see <see cref="InspectedRecord"/>.</summary>
internal sealed record InspectedRecordView(
    string? Key,
    Guid? PointId,
    JsonElement? Row,
    ProblemView? Problem,
    InspectedMapping? Mapped,
    InspectedLedger? Ledger,
    PointView? Point,
    IReadOnlyList<RecordDifference> Differences,
    NextSync Next)
{
    internal static InspectedRecordView Of(InspectedRecord record) => new(
        record.Key, record.PointId, record.Row, ProblemView.Of(record.Problem), record.Mapped, record.Ledger, record.Point, record.Differences, record.Next);
}
