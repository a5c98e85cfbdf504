namespace SyncAdmin.Core.Vectors;

/// <summary>How Qdrant makes the smaller copies of vectors (<c>quantization_config</c>).</summary>
/// <param name="Kind">Which way.</param>
/// <param name="AlwaysRam">Whether the copies stay in memory; null: the server's default.</param>
/// <param name="Quantile">Scalar only: share of values kept within the int8 range, 0.5 to 1; null: the server's default.</param>
public sealed record Quantization(QuantizationKind Kind, bool? AlwaysRam = null, double? Quantile = null);
