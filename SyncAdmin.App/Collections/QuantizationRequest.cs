using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Collections;

/// <summary>How smaller copies of the vectors are made.</summary>
/// <param name="Type"><c>scalar</c>, <c>binary</c> or <c>product</c>.</param>
/// <param name="Quantile">Scalar only: share of values within the int8 range, 0.5 to 1.</param>
/// <param name="AlwaysRam">Whether the copies stay in memory.</param>
internal sealed record QuantizationRequest(QuantizationKind? Type, double? Quantile, bool? AlwaysRam);
