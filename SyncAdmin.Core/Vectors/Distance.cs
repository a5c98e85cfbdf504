namespace SyncAdmin.Core.Vectors;

/// <summary>How two vectors are compared; Qdrant's names. Higher scores are better for all but Euclid and Manhattan.</summary>
public enum Distance
{
    /// <summary>Cosine similarity; vectors are normalised when they are stored.</summary>
    Cosine,

    /// <summary>Dot product.</summary>
    Dot,

    /// <summary>Euclidean distance; smaller is nearer.</summary>
    Euclid,

    /// <summary>Sum of absolute differences; smaller is nearer.</summary>
    Manhattan,
}
