using System.Text.Json.Serialization;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>What became of one name of a delivery.</summary>
/// <param name="Name">Record code or key, as the delivery names it.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Error">Code of the catalogue and detail, when it failed; left out otherwise.</param>
public sealed record DeliveryOutcome(
    string Name,
    RecordOutcome Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null);
