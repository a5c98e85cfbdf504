namespace SyncAdmin.Core.Vectors;

/// <summary>Ways to make vectors smaller; Qdrant's names.</summary>
public enum QuantizationKind
{
    /// <summary>int8: a quarter of the memory.</summary>
    Scalar,

    /// <summary>One bit a number: a thirty-second; for models whose vectors bear it.</summary>
    Binary,

    /// <summary>Codebooks, x16: a sixteenth of the memory, slower and less exact.</summary>
    Product,
}
