namespace SyncAdmin.Core.Embeddings;

/// <summary>Which side of a search a text is on; some models embed the two differently.</summary>
public enum EmbeddingTask
{
    /// <summary>A record to be found.</summary>
    Document,

    /// <summary>What somebody searches for.</summary>
    Query,
}
