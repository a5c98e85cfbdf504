namespace SyncAdmin.Core.Vectors;

/// <summary>Which vector store is used.</summary>
public enum VectorsProvider
{
    /// <summary>The store inside this process, on disk below the data directory.</summary>
    Embedded,

    /// <summary>A Qdrant server.</summary>
    Qdrant,
}
