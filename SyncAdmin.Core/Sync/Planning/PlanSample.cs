using System.Text.Json;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>One record on its way: row → payload → text → what is nearest to it now.</summary>
/// <param name="Key">Record key.</param>
/// <param name="Code">Record code.</param>
/// <param name="Change"><c>create</c>, <c>updateText</c>, <c>updatePayload</c> or <c>skip</c>.</param>
/// <param name="Row">The source row, masked where the mapping masks; long values are cut.</param>
/// <param name="Payload">What would be stored.</param>
/// <param name="Text">What would be embedded; columns that the mapping masks are masked here too, also where the text names them directly.</param>
/// <param name="TextWasCut">The source's text is longer than the mapping allows.</param>
/// <param name="Neighbours">The nearest points of the collection as it is now, best first, itself left out.</param>
/// <param name="Problem">Why there are no neighbours to show; null when there is no reason but an empty collection.</param>
public sealed record PlanSample(
    string Key,
    string Code,
    string Change,
    JsonElement Row,
    JsonElement Payload,
    string Text,
    bool TextWasCut,
    IReadOnlyList<PlanNeighbour> Neighbours,
    string? Problem);
